package org.alarmcall.member;

import java.util.regex.Pattern;

/** What names and texts may be made of: no control characters, and nothing that is not a character at all. */
final class Names {

    static final String SLUG = "[a-z0-9][a-z0-9-]{0,62}";
    static final String SLUG_RULE = "must be 1 to 63 of a-z, 0-9 and -, and not begin with -";
    static final String LINE = "[^\\p{Cc}\\p{Cs}]{1,200}";
    static final String LINE_RULE = "must be 1 to 200 characters without control characters";
    static final String TEXT = "[^\\p{Cs}\\x00]{0,4000}";
    static final String TEXT_RULE = "must be at most 4000 characters";

    private static final Pattern SLUGS = Pattern.compile(SLUG);
    private static final Pattern CLIENT_IDS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Names() {}

    static boolean isSlug(String text) {
        return SLUGS.matcher(text).matches();
    }

    static boolean isClientId(String text) {
        return CLIENT_IDS.matcher(text).matches();
    }
}
