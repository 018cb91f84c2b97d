package org.alarmcall.feed;

/**
 * What was last published of a subject that is in the feed.
 *
 * @param digestKey what the manifest's digest sums over
 * @param bodyHash SHA-256 of the object published
 */
record Live(String type, Tier tier, byte[] digestKey, byte[] bodyHash) {}
