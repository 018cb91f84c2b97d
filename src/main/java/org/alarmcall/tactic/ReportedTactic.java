package org.alarmcall.tactic;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a report. */
@Schema(name = "ReportedTactic", description = "The answer to a report.")
public record ReportedTactic(
        UUID id,

        @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn", "merged"})
        String state,

        int revision,

        @Schema(
                description =
                        "Likely twins among what is published and your member's own, the most similar first, at most 5.")
        List<Similar> similar) {}
