package org.alarmcall.tactic;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A likely twin. */
@Schema(name = "SimilarTactic", description = "A likely twin.")
public record Similar(
        UUID id,
        String title,

        @Schema(enumeration = {"pending", "approved"}) String state,

        @Schema(
                description =
                        "0 to 1: shared trigrams of title and narrative, or of the code words, whichever is more.")
        double similarity) {}
