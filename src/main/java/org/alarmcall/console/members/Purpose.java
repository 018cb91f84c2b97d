package org.alarmcall.console.members;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.Scope;

/** What a client is for, in a member's words, and what it needs for that. */
enum Purpose {
    PULL("Moderation system", Scope.FEED_READ, Scope.LOOKUP_READ, Scope.FEEDBACK_WRITE),
    PUSH("Reporting pipeline", Scope.SUBMISSIONS_WRITE, Scope.TACTICS_WRITE, Scope.IMPACT_WRITE),
    TRY(
            "Engineer",
            Scope.FEED_READ,
            Scope.LOOKUP_READ,
            Scope.FEEDBACK_WRITE,
            Scope.SUBMISSIONS_WRITE,
            Scope.TACTICS_WRITE,
            Scope.IMPACT_WRITE,
            Scope.IMPACT_READ);

    private final String clientName;
    private final List<String> scopes;

    Purpose(String clientName, Scope... scopes) {
        this.clientName = clientName;
        this.scopes = Arrays.stream(scopes).map(Scope::wire).sorted().toList();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String clientName() {
        return clientName;
    }

    public List<String> scopes() {
        return scopes;
    }

    static Optional<Purpose> parse(String wire) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.wire().equals(wire))
                .findFirst();
    }
}
