package org.alarmcall.feedback;

import org.alarmcall.indicator.IndicatorsByTier;
import org.alarmcall.indicator.ListingsByState;
import org.alarmcall.indicator.Precision;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a member's own reports stand. */
@Schema(description = "How your member's reports stand.")
record Standing(
        @Schema(description = "Listings by state; up to 5 minutes old (configurable).")
        ListingsByState listings,

        @Schema(description = "Indicators of pending and approved listings that are in the feed, by tier; as old.")
        IndicatorsByTier feed,

        @Schema(
                nullable = true,
                description =
                        "What other members say of what your member reports. null until 3 others (configurable) have said something"
                                + " of it, and then told anew only when 3 have said something that they had not in any numbers"
                                + " told before: no change is one member's.")
        @Nullable
        Precision opinions) {}
