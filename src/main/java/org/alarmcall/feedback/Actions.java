package org.alarmcall.feedback;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a member did with an indicator, in totals so far. */
@Schema(
        name = "FeedbackActions",
        description = "Totals so far, not what came since the last time: sent again they replace what was sent before.")
record Actions(
        @Schema(nullable = true, minimum = "0", description = "Listings that it matched.") @Nullable
        Long matched,

        @Schema(nullable = true, minimum = "0", description = "Of those, removed. At most `matched`.") @Nullable
        Long removed,

        @Schema(
                nullable = true,
                minimum = "0",
                description = "Of those, removed before anybody saw them. At most `removed`.")
        @Nullable
        Long removedBeforeView,

        @Schema(
                nullable = true,
                minimum = "0",
                description = "Removals that were taken back on appeal. At most `removed`.")
        @Nullable
        Long upheldAppeals) {

    static final Actions NONE = new Actions(null, null, null, null);
}
