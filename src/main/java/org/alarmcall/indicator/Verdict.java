package org.alarmcall.indicator;

import java.util.Locale;
import java.util.Optional;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** What staff can decide of a listing. */
public enum Verdict {
    APPROVE(ReviewState.APPROVED),
    REJECT(ReviewState.REJECTED),
    /** Needs a reason: the member reads it. */
    RETURN(ReviewState.RETURNED);

    public static final int MAX_REASON = 500;

    private final ReviewState outcome;

    Verdict(ReviewState outcome) {
        this.outcome = outcome;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    ReviewState outcome() {
        return outcome;
    }

    public static Optional<Verdict> parse(String wire) {
        for (Verdict verdict : values()) {
            if (verdict.wire().equals(wire)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    public void checkReason(@Nullable String reason) {
        if (this == RETURN && (reason == null || reason.isBlank())) {
            throw ProblemException.invalid("/reason", "return needs a reason that tells the member what to change");
        }
    }
}
