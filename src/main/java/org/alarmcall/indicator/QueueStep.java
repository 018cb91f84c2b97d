package org.alarmcall.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one walk of the queue found for a page.
 *
 * @param stoppedAt where it stopped looking, when there may be more
 */
record QueueStep(List<Line> lines, @Nullable QueuePlace stoppedAt) {

    /** A line, and where it stands. */
    record Line(QueueRow row, QueuePlace place) {}
}
