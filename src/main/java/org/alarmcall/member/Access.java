package org.alarmcall.member;

import java.util.Arrays;
import java.util.Optional;

/** What a member may do in a collection. */
public enum Access {
    READ,
    WRITE,
    READ_WRITE;

    public boolean canRead() {
        return this != WRITE;
    }

    public boolean canWrite() {
        return this != READ;
    }

    /** {@code read}, {@code write}, {@code read-write}. */
    public String wire() {
        return switch (this) {
            case READ -> "read";
            case WRITE -> "write";
            case READ_WRITE -> "read-write";
        };
    }

    public static Optional<Access> parse(String wire) {
        return Arrays.stream(values()).filter(a -> a.wire().equals(wire)).findFirst();
    }
}
