package org.alarmcall.indicator;

import java.util.List;
import java.util.UUID;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one listing of a submission, in its place. */
@Schema(name = "ListingResult", description = "What became of one listing, in the order of the body.")
public record ListingAnswer(
        @Schema(nullable = true, description = "Where it begins in an NDJSON or CSV body, from 1; null for JSON.")
        @Nullable
        Integer line,

        @Schema(nullable = true) @Nullable String reference,

        @Schema(nullable = true, description = "null when it was rejected.") @Nullable
        UUID listingId,

        @Schema(enumeration = {"accepted", "rejected"}) String status,
        List<IndicatorAnswer> indicators,

        @Schema(nullable = true, description = "Why the listing was rejected.") @Nullable
        ProblemView problem) {

    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";

    static ListingAnswer rejected(RejectedListing listing) {
        return new ListingAnswer(
                listing.line(), listing.reference(), null, REJECTED, List.of(), problem(listing.errors()));
    }

    static ListingAnswer accepted(ParsedListing listing, UUID listingId, List<IndicatorAnswer> indicators) {
        return new ListingAnswer(listing.line(), listing.reference(), listingId, ACCEPTED, indicators, null);
    }

    static ProblemView problem(List<FieldError> errors) {
        return ProblemView.of(Problem.INVALID, "Each is named with its place.", errors);
    }
}
