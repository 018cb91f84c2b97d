package org.alarmcall.member;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person of the coalition's staff may do in the console; each role may do all that the one before may. */
public enum StaffRole {
    REVIEWER(Scope.REVIEW),
    LEAD(Scope.REVIEW, Scope.FEED_READ, Scope.LOOKUP_READ, Scope.TACTICS_WRITE, Scope.IMPACT_READ),
    ADMIN(Scope.REVIEW, Scope.FEED_READ, Scope.LOOKUP_READ, Scope.TACTICS_WRITE, Scope.IMPACT_READ, Scope.ADMIN);

    private final Set<Scope> scopes;

    StaffRole(Scope... scopes) {
        this.scopes = Set.of(scopes);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the doors let the role do. */
    Set<Scope> scopes() {
        return scopes;
    }

    public boolean includes(StaffRole other) {
        return compareTo(other) >= 0;
    }

    public static Optional<StaffRole> parse(String wire) {
        for (StaffRole role : values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
