package org.alarmcall.feed;

import org.jspecify.annotations.Nullable;

/**
 * What was last published of a subject that is in the feed.
 *
 * @param value what it is looked up by; null for nothing
 * @param digestKey what the manifest's digest sums over
 * @param bodyHash SHA-256 of the object published
 */
record Live(String type, Tier tier, byte @Nullable [] value, byte[] digestKey, byte[] bodyHash) {}
