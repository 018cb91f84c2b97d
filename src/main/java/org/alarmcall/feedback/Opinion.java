package org.alarmcall.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a member says of an indicator. */
enum Opinion {
    /** Its people looked at what it matched, and agree. */
    CONFIRM(0),
    /** It matches what is not prohibited. */
    DISPUTE(1),
    /** It matched, and nobody looked. */
    SEEN(2),
    /** It matches so much that it can't be worked with. */
    FLOOD(3);

    private static final Opinion[] BY_CODE = values();

    static final String NAMES = Arrays.stream(BY_CODE).map(Opinion::wire).collect(Collectors.joining(", "));

    private final short code;

    Opinion(int code) {
        this.code = (short) code;
    }

    /** What the database holds. */
    short code() {
        return code;
    }

    static Opinion ofCode(int code) {
        return BY_CODE[code];
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it counts towards quarantine. */
    boolean isAgainst() {
        return this == DISPUTE || this == FLOOD;
    }

    static Optional<Opinion> parse(String wire) {
        return Arrays.stream(BY_CODE)
                .filter(opinion -> opinion.wire().equals(wire))
                .findFirst();
    }
}
