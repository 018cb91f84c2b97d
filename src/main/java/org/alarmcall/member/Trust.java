package org.alarmcall.member;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a member's submissions count before staff have looked. */
public enum Trust {
    PROBATION(0),
    STANDARD(1),
    TRUSTED(2);

    private final short code;

    Trust(int code) {
        this.code = (short) code;
    }

    /** As it is stored with a listing; never changes. */
    public short code() {
        return code;
    }

    public static Trust ofCode(int code) {
        return Arrays.stream(values())
                .filter(trust -> trust.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no trust has the code " + code));
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean atLeast(Trust other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Trust> parse(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire().equals(wire)).findFirst();
    }
}
