package org.alarmcall.impact;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A month as its member sees it. */
public record OwnMonth(
        @Schema(description = "Version of the definitions of the numbers.", examples = "2026-11")
        String definitions,

        @Schema(examples = "2026-10") String month,

        @Schema(description = "When it was last changed; null when it has not been sent.") @Nullable
        Instant sentAt,

        @Schema(description = "By policy category.") List<ImpactRow> rows) {}
