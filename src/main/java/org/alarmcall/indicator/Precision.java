package org.alarmcall.indicator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What other members say of the indicators that a member reports or once reported. */
@Schema(description = "What other members say of the indicators that a member reports or once reported.")
public record Precision(
        @Schema(
                description =
                        "Indicators that others confirm, dispute or call a flood. `seen`, and what was said on probation, does not count.")
        long judged,

        @Schema(description = "Of these: more confirm than are against.")
        long confirmed,

        @Schema(description = "Of these: more are against than confirm. Where it is even, it is in neither.")
        long disputed,

        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "1",
                description = "confirmed / (confirmed + disputed); null for 0 / 0.")
        @Nullable
        Double precision) {

    public static final Precision NONE = of(0, 0, 0);

    public static Precision of(long judged, long confirmed, long disputed) {
        return new Precision(judged, confirmed, disputed, share(confirmed, disputed));
    }

    /** Those for it of all; null when there are none. */
    public static @Nullable Double share(long confirmed, long against) {
        return confirmed + against == 0 ? null : (double) confirmed / (confirmed + against);
    }
}
