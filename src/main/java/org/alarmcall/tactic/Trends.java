package org.alarmcall.tactic;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many reports came in which week. */
@Schema(name = "TacticTrends", description = "Reports of published tactics by ISO week (UTC).")
public record Trends(
        @Schema(enumeration = {"taxon", "term", "language", "technique"})
        String by,

        @Schema(description = "The Monday of the first week counted.")
        LocalDate from,

        @Schema(description = "The Monday of the last week, the present one.")
        LocalDate to,

        @Schema(description = "The 50 most reported values, the most reported first; of each its weeks with reports.")
        List<Value> values) {

    @Schema(name = "TacticTrend")
    public record Value(String value, long reports, List<Week> weeks) {}

    @Schema(name = "TacticTrendWeek")
    public record Week(
            @Schema(description = "ISO 8601", examples = "2026-W48")
            String week,

            @Schema(description = "Its Monday.") LocalDate from,
            long reports) {}
}
