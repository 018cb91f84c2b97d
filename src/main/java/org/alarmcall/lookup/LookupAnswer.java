package org.alarmcall.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.alarmcall.matching.Matching;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is in the feed of the values asked for.
 *
 * @param results one for each query, in their order
 */
record LookupAnswer(List<Result> results) {

    /** What was found for a query. */
    @Schema(name = "LookupResult")
    record Result(
            @Schema(description = "Nearest first") List<Match> matches,

            @Schema(description = "There are more, further away; left out when there are not")
            @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean truncated) {}

    /** An indicator as published in the feed. */
    @Schema(name = "LookupMatch")
    record Match(
            @Schema(ref = "EntryIndicator") @JsonRawValue String indicator,

            @Schema(description = "Bits that differ for image_pdq, TLSH's own distance for text_tlsh, else 0")
            int distance) {}

    static LookupAnswer of(List<Matching.Matches> found) {
        return new LookupAnswer(found.stream()
                .map(matches -> new Result(
                        matches.matches().stream()
                                .map(match -> new Match(match.indicator(), match.distance()))
                                .toList(),
                        matches.truncated()))
                .toList());
    }

    /** How many queries had no match. */
    long misses() {
        return results.stream().filter(result -> result.matches().isEmpty()).count();
    }
}
