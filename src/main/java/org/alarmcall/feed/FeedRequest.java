package org.alarmcall.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of a pull. */
class FeedRequest {

    static final int MAX_LIMIT = 10_000;
    static final int MAX_WAIT_SECONDS = 30;

    @QueryParam("after")
    @DefaultValue("0")
    @Min(0)
    @Parameter(description = "The last position that the reader holds; 0 for the start.")
    long after;

    @QueryParam("chain")
    @Pattern(regexp = "[0-9a-f]{64}")
    @Parameter(
            description = "The running hash at `after`, as the last answer gave it. When it is not the feed's, the"
                    + " answer is 409 `feed-rewound`.")
    @Nullable
    String chain;

    @QueryParam("limit")
    @DefaultValue("1000")
    @Min(1)
    @Max(MAX_LIMIT)
    @Parameter(description = "Entries at the most. Does not hold for an event stream.")
    int limit;

    @QueryParam("wait")
    @DefaultValue("0")
    @Min(0)
    @Max(MAX_WAIT_SECONDS)
    @Parameter(description = "Seconds to hold the request until there is an entry.")
    int wait;

    @HeaderParam("Last-Event-ID")
    @Pattern(regexp = "[0-9]{1,18}")
    @Parameter(
            description =
                    "Where an event stream goes on; stands above `after`. An id alone does not prove that it is still the same"
                            + " feed: after a break, connect with `after` and `chain` of the last `position` event to be told of a rewind.")
    @Nullable
    String lastEventId;

    /** Where an event stream begins. */
    long startingPoint() {
        return lastEventId == null ? after : Long.parseLong(lastEventId);
    }

    /** The reader's running hash at a position; null when it does not say. An event id alone is no proof. */
    @Nullable
    String chainAt(long position) {
        return position == after ? chain : null;
    }
}
