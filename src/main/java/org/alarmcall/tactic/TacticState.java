package org.alarmcall.tactic;

import java.util.Locale;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.platform.ProblemException;

/** Where a report stands with the coalition's staff. */
public enum TacticState {
    PENDING(0),
    APPROVED(1),
    REJECTED(2),
    /** Sent back to the member with a reason; sending it again puts it back into the queue. */
    RETURNED(3),
    /** By the member or by staff. */
    WITHDRAWN(4),
    /** Joined with another report of the same tactic. */
    MERGED(5);

    private static final TacticState[] BY_CODE = values();

    private final short code;

    TacticState(int code) {
        this.code = (short) code;
    }

    /** What the database holds. */
    short code() {
        return code;
    }

    static TacticState ofCode(int code) {
        return BY_CODE[code];
    }

    static TacticState of(Verdict verdict) {
        return switch (verdict) {
            case APPROVE -> APPROVED;
            case REJECT -> REJECTED;
            case RETURN -> RETURNED;
        };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ProblemException 422 for another word */
    static TacticState parsed(String wire, String pointer) {
        for (TacticState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        throw ProblemException.invalid(pointer, "must be pending, approved, rejected, returned, withdrawn or merged");
    }

    /** Whether others can be merged into it, or it into them. */
    boolean live() {
        return this == PENDING || this == APPROVED;
    }
}
