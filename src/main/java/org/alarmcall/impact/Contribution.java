package org.alarmcall.impact;

import org.jspecify.annotations.Nullable;

/**
 * A member's part of a cell.
 *
 * @param medianHoursLive null when it was not measured or is not used
 */
record Contribution(int memberId, Counts counts, @Nullable Double medianHoursLive) {

    /** A member that looked at nothing stands for nothing. */
    boolean isPart() {
        return counts.scanned() > 0;
    }

    Contribution withoutMedian() {
        return new Contribution(memberId, counts, null);
    }
}
