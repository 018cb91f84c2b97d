package org.alarmcall.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A range of hours: a median of few is the number of one of them, so none is given more exactly. */
public record HoursLive(
        @Schema(description = "Hours, inclusive.") int from,

        @Schema(description = "Hours, exclusive; null for no end.") @Nullable
        Integer below) {

    private static final int[] STARTS = {0, 1, 6, 24, 72, 168, 720};

    /** The range that the median lies in; of an even number, the lower one of the two in the middle. */
    static HoursLive ofMedian(Collection<Double> hours) {
        List<Double> sorted = new ArrayList<>(hours);
        sorted.sort(null);
        double median = sorted.get((sorted.size() - 1) / 2);
        int range = STARTS.length - 1;
        while (median < STARTS[range]) {
            range--;
        }
        return startingAt(STARTS[range]);
    }

    static HoursLive startingAt(int from) {
        for (int start : STARTS) {
            if (start > from) {
                return new HoursLive(from, start);
            }
        }
        return new HoursLive(from, null);
    }
}
