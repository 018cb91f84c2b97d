package org.alarmcall.feedback;

import org.alarmcall.indicator.Precision;
import org.alarmcall.member.MemberView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A member that reports, and what others say of what it reports. */
@Schema(description = "A member that reports, and what others say of what it reports.")
public record ReporterPrecision(
        String member,
        String name,

        @Schema(description = "Indicators that others confirm, dispute or call a flood.")
        long judged,

        @Schema(description = "Of these: more confirm than are against.")
        long confirmed,

        @Schema(description = "Of these: more are against than confirm.")
        long disputed,

        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "1",
                description = "confirmed / (confirmed + disputed); null for 0 / 0.")
        @Nullable
        Double precision) {

    static ReporterPrecision of(MemberView member, Precision precision) {
        return new ReporterPrecision(
                member.slug(),
                member.name(),
                precision.judged(),
                precision.confirmed(),
                precision.disputed(),
                precision.precision());
    }
}
