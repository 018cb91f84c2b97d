package org.alarmcall.indicator;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was decided of a whole submission. */
@Schema(description = "What was decided of a whole submission.")
public record SubmissionDecision(
        UUID submissionId,
        String collection,

        @Schema(enumeration = {"approve", "reject", "return"})
        String decision,

        @Schema(description = "Listings that were pending and are decided now.")
        int decided,

        @Schema(description = "Listings that are still pending, as they were excepted.")
        int left) {}
