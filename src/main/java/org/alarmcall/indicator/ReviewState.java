package org.alarmcall.indicator;

import java.util.Locale;
import java.util.Optional;

/** Where a listing stands with the coalition's staff. */
enum ReviewState {
    PENDING(0),
    APPROVED(1),
    REJECTED(2),
    /** Sent back to the member with a reason; sending the listing again puts it back into the queue. */
    RETURNED(3),
    /** By the member that reported it. */
    WITHDRAWN(4);

    private static final ReviewState[] BY_CODE = values();

    private final short code;

    ReviewState(int code) {
        this.code = (short) code;
    }

    /** What the database holds. */
    short code() {
        return code;
    }

    static ReviewState ofCode(int code) {
        return BY_CODE[code];
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ReviewState> parse(String wire) {
        for (ReviewState state : values()) {
            if (state.wire().equals(wire)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Whether its reports count: towards reporters, towards keeping an indicator in the feed. */
    boolean live() {
        return this == PENDING || this == APPROVED;
    }

    boolean decided() {
        return this == APPROVED || this == REJECTED || this == RETURNED;
    }
}
