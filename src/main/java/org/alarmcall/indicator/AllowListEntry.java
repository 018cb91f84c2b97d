package org.alarmcall.indicator;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A fingerprint that must never be published: a look-alike, a museum piece, a stock photo. */
@Schema(description = "A fingerprint that must never be published.")
public record AllowListEntry(
        UUID id,
        String collection,
        String type,
        String value,

        @Schema(description = "What it shows and why it is legal.")
        String note,

        Instant createdAt,
        @Schema(description = "The client that added it.") String createdBy) {}
