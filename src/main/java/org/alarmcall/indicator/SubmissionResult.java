package org.alarmcall.indicator;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a submission as it is documented; it is written by {@link AnswerBuilder}, piece by piece. */
@Schema(description = "What became of a submission.")
record SubmissionResult(
        UUID submissionId,
        @Schema(description = "Listings in the body.") int received,
        SubmissionSummary summary,
        List<ListingAnswer> results) {}
