package org.alarmcall.member;

import java.util.Locale;
import java.util.Optional;

/** What a token may be used for. The wire form is for example {@code submissions:write}. */
public enum Scope {
    SUBMISSIONS_WRITE,
    TACTICS_WRITE,
    FEED_READ,
    LOOKUP_READ,
    FEEDBACK_WRITE,
    IMPACT_WRITE,
    IMPACT_READ,
    /** Only clients of the coalition. */
    REVIEW,
    /** Only clients of the coalition. */
    ADMIN;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', ':');

    public String wire() {
        return wire;
    }

    public boolean coalitionOnly() {
        return this == REVIEW || this == ADMIN;
    }

    public static Optional<Scope> parse(String wire) {
        for (Scope scope : values()) {
            if (scope.wire.equals(wire)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
