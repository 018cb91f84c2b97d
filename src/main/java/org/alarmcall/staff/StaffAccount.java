package org.alarmcall.staff;

import java.util.Locale;
import org.alarmcall.member.StaffRole;

/**
 * A person of the staff.
 *
 * @param login how the person signs in, in lower case; with {@code external} a name for it only
 * @param external signs in by the organisation's provider, which also gives the role
 */
public record StaffAccount(
        int id, String login, String name, String organisation, StaffRole role, Status status, boolean external) {

    /** Whether the person can sign in. */
    public enum Status {
        /** Has an invitation, and no password yet. */
        INVITED,
        ACTIVE,
        DISABLED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public boolean isDisabled() {
        return status == Status.DISABLED;
    }
}
