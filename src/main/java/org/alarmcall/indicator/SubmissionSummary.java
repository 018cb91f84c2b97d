package org.alarmcall.indicator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many fingerprints of a submission had which result. A rejected listing counts as at least one. */
@Schema(
        description = "How many indicators had which result; a listing that was rejected as a whole counts all its "
                + "indicators as rejected, and at least one.")
public record SubmissionSummary(int created, int corroborated, int duplicate, int rejected) {

    static final SubmissionSummary NONE = new SubmissionSummary(0, 0, 0, 0);

    SubmissionSummary plus(SubmissionSummary other) {
        return new SubmissionSummary(
                created + other.created,
                corroborated + other.corroborated,
                duplicate + other.duplicate,
                rejected + other.rejected);
    }

    static SubmissionSummary of(RejectedListing listing) {
        return new SubmissionSummary(0, 0, 0, Math.max(1, listing.indicators()));
    }

    /** @param answer what became of a listing that could be stored, as far as the body goes */
    static SubmissionSummary of(ParsedListing listing, ListingAnswer answer) {
        if (answer.listingId() == null) {
            return new SubmissionSummary(0, 0, 0, listing.size());
        }
        SubmissionSummary summary = NONE;
        for (IndicatorAnswer indicator : answer.indicators()) {
            summary = summary.plus(of(indicator));
        }
        return summary;
    }

    private static SubmissionSummary of(IndicatorAnswer indicator) {
        return switch (indicator.status()) {
            case IndicatorAnswer.CREATED -> new SubmissionSummary(1, 0, 0, 0);
            case IndicatorAnswer.CORROBORATED -> new SubmissionSummary(0, 1, 0, 0);
            case IndicatorAnswer.DUPLICATE -> new SubmissionSummary(0, 0, 1, 0);
            default -> new SubmissionSummary(0, 0, 0, 1);
        };
    }
}
