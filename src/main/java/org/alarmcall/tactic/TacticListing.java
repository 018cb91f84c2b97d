package org.alarmcall.tactic;

import java.time.Instant;
import java.util.UUID;
import org.alarmcall.indicator.ListingsShowing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A listing of what a tactic is about. */
@Schema(name = "TacticListing", description = "A live listing of what a tactic is about, or that its report names.")
public record TacticListing(
        UUID listingId,

        @Schema(description = "Who sent it: for staff; null for members, which get only their own.") @Nullable
        String member,

        @Schema(description = "The member's name for it.") String reference,

        @Schema(enumeration = {"pending", "approved"}) String state,

        @Schema(description = "First.") Instant receivedAt,

        @Schema(description = "Whether the report, or one that was merged into it, names it; else its labels fit.")
        boolean named) {

    static TacticListing of(ListingsShowing.Found found, boolean staff) {
        return new TacticListing(
                found.listingId(),
                staff ? found.member() : null,
                found.reference(),
                found.state(),
                found.receivedAt(),
                found.named());
    }
}
