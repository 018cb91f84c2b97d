package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a submission: a page of its listings with where each stands. */
@Schema(description = "What became of a submission. A listing that a later submission replaced is counted there.")
public record SubmissionView(
        UUID submissionId,
        Instant receivedAt,
        @Schema(description = "Listings in the body.") int received,
        SubmissionSummary summary,
        List<Item> items,

        @Schema(nullable = true, description = "Send it as cursor for the next page; null after the last.") @Nullable
        String next) {

    @Schema(name = "SubmissionItem")
    public record Item(
            UUID listingId,
            String reference,

            @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn"})
            String state,

            @Schema(nullable = true, description = "What staff say about their decision.") @Nullable
            String reason,

            List<Indicator> indicators) {}

    @Schema(name = "SubmissionIndicator")
    public record Indicator(
            String type,
            String value,

            @Schema(
                    nullable = true,
                    type = SchemaType.OBJECT,
                    description =
                            "The nearest other indicator that is in the feed now; see the answer to a submission.")
            IndicatorAnswer.@Nullable Nearest nearest,

            @Schema(
                    description =
                            "false: it was not looked for, as that takes too long for all of the page. Ask for fewer.")
            boolean nearestKnown) {}
}
