package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An indicator that the caller's member reports and that leaves the feed soon. */
@Schema(description = "An indicator that your member reports and that leaves the feed soon.")
public record ExpiringIndicator(
        UUID indicatorId,
        String type,
        String value,

        @Schema(description = "When it leaves the feed if nobody that counts speaks for it before.")
        Instant expires,

        @Schema(description = "Your pending and approved listings with it.")
        int listings,

        @Schema(description = "References of up to 10 of them, those that were sent last first.")
        List<String> references,

        @Schema(
                enumeration = {"listing", "confirmation"},
                description =
                        "What renews it, if you still see it. listing: send one of the listings again. confirmation:"
                                + " your member had been given it before it reported it, so that its listings are an echo; say"
                                + " that you have confirmed it.")
        String renewedBy) {

    static final String BY_LISTING = "listing";
    static final String BY_CONFIRMATION = "confirmation";
}
