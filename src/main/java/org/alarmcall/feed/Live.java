package org.alarmcall.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last published of a subject that is in the feed.
 *
 * @param value what it is looked up by; null for nothing
 * @param digestKey what the manifest's digest sums over
 * @param bodyHash SHA-256 of the object published
 * @param changes when it is looked at again; null when it was touched for that, or never
 */
record Live(
        String type,
        Tier tier,
        byte @Nullable [] value,
        byte[] digestKey,
        byte[] bodyHash,
        @Nullable Instant changes) {}
