package org.alarmcall.member;

import java.util.Arrays;
import java.util.Optional;

/** Traffic Light Protocol 2.0: how far what is shared may go. */
public enum Tlp {
    CLEAR,
    GREEN,
    AMBER,
    AMBER_STRICT,
    RED;

    public String wire() {
        return this == AMBER_STRICT ? "AMBER+STRICT" : name();
    }

    public static Optional<Tlp> parse(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire().equals(wire)).findFirst();
    }
}
