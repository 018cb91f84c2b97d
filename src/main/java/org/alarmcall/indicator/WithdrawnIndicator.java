package org.alarmcall.indicator;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An indicator that staff have withdrawn. */
@Schema(description = "An indicator that staff have withdrawn.")
public record WithdrawnIndicator(
        UUID indicatorId,
        String collection,
        String type,
        String value,

        @Schema(enumeration = {"false_positive", "quality", "legal", "expired", "other"})
        String reason,

        Instant withdrawnAt) {}
