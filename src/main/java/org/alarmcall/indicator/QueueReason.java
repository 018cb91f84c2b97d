package org.alarmcall.indicator;

import java.util.Locale;
import java.util.Optional;

/** Why a listing waits for staff. */
public enum QueueReason {
    NEW(0),
    /** The member replaced it, or sent it again after it was returned. */
    CHANGED(1),
    /** One of its indicators is on the allow list. */
    ALLOW_LIST(2),
    /** Members disputed one of its indicators. */
    QUARANTINED(3);

    private static final QueueReason[] BY_CODE = values();

    private final short code;

    QueueReason(int code) {
        this.code = (short) code;
    }

    /** What the database holds. */
    short code() {
        return code;
    }

    static QueueReason ofCode(int code) {
        return BY_CODE[code];
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<QueueReason> parse(String wire) {
        for (QueueReason reason : values()) {
            if (reason.wire().equals(wire)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
