package org.alarmcall.staff;

import java.util.Locale;
import org.alarmcall.member.StaffRole;

/** Whom to invite. */
public record NewAccount(String login, String name, String organisation, StaffRole role) {

    public NewAccount {
        login = login.strip().toLowerCase(Locale.ROOT);
        name = name.strip();
        organisation = organisation.strip();
    }
}
