package org.alarmcall.review;

import org.alarmcall.indicator.Verdict;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** Words that staff send with more than one kind of request. */
final class Requests {

    private Requests() {}

    static Verdict verdict(String decision) {
        return Verdict.parse(decision)
                .orElseThrow(() -> ProblemException.invalid("/decision", "must be approve, reject or return"));
    }

    static WithdrawReason withdrawReason(String reason) {
        return WithdrawReason.parse(reason)
                .orElseThrow(() -> ProblemException.invalid(
                        "/reason", "must be false_positive, quality, legal, expired or other"));
    }

    /** Null for a blank one. */
    static @Nullable String text(@Nullable String text, String pointer) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String fault = PlainText.linesFault(text, Verdict.MAX_REASON);
        if (fault != null) {
            throw ProblemException.invalid(pointer, fault);
        }
        return text;
    }
}
