package org.alarmcall.impact;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The newest version of a cell. */
record PublishedCell(
        YearMonth month,
        String policyCategory,
        int members,
        Counts sums,
        @Nullable HoursLive hoursLive) {}
