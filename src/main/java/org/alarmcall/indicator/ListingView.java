package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A listing as the member that sent it sees it. */
@Schema(name = "OwnListing", description = "A listing that your member sent, and where it stands.")
public record ListingView(
        UUID listingId,
        String reference,

        @Schema(description = "The newest submission that carried it.")
        UUID submissionId,

        Instant observedAt,
        @Schema(description = "When it was first sent.") Instant receivedAt,
        @Schema(description = "When it was last sent.") Instant sentAt,
        Labels labels,
        @Schema(nullable = true) @Nullable String note,

        @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn"})
        String state,

        @Schema(nullable = true, description = "What staff say about their decision.") @Nullable
        String reason,

        @Schema(nullable = true) @Nullable Instant decidedAt,
        List<Indicator> indicators) {

    @Schema(name = "OwnIndicator")
    public record Indicator(
            String type,
            String value,
            @Schema(nullable = true) @Nullable Integer quality) {}
}
