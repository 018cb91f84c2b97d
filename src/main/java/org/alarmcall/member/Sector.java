package org.alarmcall.member;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a member does. */
public enum Sector {
    ECOMMERCE,
    SEARCH,
    SOCIAL,
    PAYMENTS,
    LOGISTICS,
    NGO,
    OTHER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Sector> parse(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
    }
}
