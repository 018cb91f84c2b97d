package org.alarmcall.indicator;

import java.util.Locale;
import java.util.Optional;

/** Why staff withdraw an indicator; readers of the feed get it. */
public enum WithdrawReason {
    FALSE_POSITIVE,
    QUALITY,
    LEGAL,
    EXPIRED,
    OTHER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WithdrawReason> parse(String wire) {
        for (WithdrawReason reason : values()) {
            if (reason.wire().equals(wire)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
