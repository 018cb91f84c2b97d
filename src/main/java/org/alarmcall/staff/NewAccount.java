package org.alarmcall.staff;

import java.util.Locale;
import java.util.regex.Pattern;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.ProblemException;

/** Whom to invite; 422 for what can't be one. */
public record NewAccount(String login, String name, String organisation, StaffRole role) {

    static final int MAX_LENGTH = 200;

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,198}[a-z0-9]");

    public NewAccount {
        login = login.strip().toLowerCase(Locale.ROOT);
        name = name.strip();
        organisation = organisation.strip();
        if (!LOGIN.matcher(login).matches()) {
            throw ProblemException.invalid("/login", "must be an e-mail address, or 3 to 200 of a-z, 0-9, . _ @ + -");
        }
        check("/name", name);
        check("/organisation", organisation);
    }

    private static void check(String pointer, String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(pointer, "must have 1 to " + MAX_LENGTH + " characters on one line");
        }
    }
}
