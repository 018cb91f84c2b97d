package org.alarmcall.indicator;

import java.util.List;
import java.util.Locale;

/** In which order staff walk the queue. An order is one walk of an index after another; within each the oldest comes first. */
public enum QueueOrder {
    AGE(List.of(List.of("state = 0", "recalled AND state = 1"))),

    /**
     * First what members dispute, then what is in the feed and nobody has looked at, what is on the allow list, what
     * was changed, and the rest.
     */
    RISK(List.of(
            List.of("state = 0 AND queue_reason = 3", "recalled AND state = 1"),
            List.of("state = 0 AND candidate AND queue_reason < 2"),
            List.of("state = 0 AND queue_reason = 2"),
            List.of("state = 0 AND NOT candidate AND queue_reason = 1"),
            List.of("state = 0 AND NOT candidate AND queue_reason = 0"))),

    /**
     * Waiting listings that look alike are one line, that of the oldest; those of most first, then those that have waited
     * longest. After them what nobody has compared yet, and what was recalled.
     */
    FAMILY(List.of(List.of(), List.of("state = 0 AND family IS NULL", "recalled AND state = 1")));

    private final List<List<String>> walks;

    QueueOrder(List<List<String>> walks) {
        this.walks = walks;
    }

    /**
     * Conditions on {@code listing}, those of one walk each by its own index: each listing that waits meets exactly one of
     * all, or is in a family.
     */
    List<List<String>> walks() {
        return walks;
    }

    /** Whether this walk is of families and not of listings. */
    boolean isOfFamilies(int walk) {
        return walks.get(walk).isEmpty();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@link #AGE} for what is none. */
    public static QueueOrder parse(String wire) {
        for (QueueOrder order : values()) {
            if (order.wire().equals(wire)) {
                return order;
            }
        }
        return AGE;
    }
}
