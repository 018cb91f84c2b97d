package org.alarmcall.feed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new line of the feed.
 *
 * @param value what the subject is looked up by; null for nothing
 * @param tier the rank from here on; 0 when the subject leaves the feed
 * @param tierBefore the rank up to here; 0 when it was not in the feed
 * @param payload the JSON on the wire
 * @param leavePayload what a reader gets that asked for a tier between the two; null unless the tier fell to one above 0
 * @param chain the running hash up to and with this entry
 * @param bodyHash of the object published, null when it leaves
 */
record Entry(
        long position,
        Instant at,
        String kind,
        UUID subject,
        String type,
        byte @Nullable [] value,
        int tier,
        int tierBefore,
        String payload,
        @Nullable String leavePayload,
        byte[] chain,
        byte[] digestKey,
        byte @Nullable [] bodyHash,
        @Nullable Instant expires,
        @Nullable Instant changes) {

    boolean isUpsert() {
        return tier > 0;
    }

    /** Whether the subject comes into the feed with it. */
    boolean enters() {
        return tier > 0 && tierBefore == 0;
    }
}
