package org.alarmcall.lookup;

import java.util.BitSet;

/**
 * What one client has looked up in a day, as a node knows it: what all nodes have written down, and what this one has
 * counted since. Different prefixes are estimated from a sample of one in {@value #SAMPLE}, so that a client costs two
 * kilobytes and not a hundred; which ones are watched, nobody outside knows.
 */
final class DayUse {

    static final int SAMPLE = 64;

    private static final int SAMPLED = (1 << PrefixRange.BITS) / SAMPLE;

    /** Counted and not yet written down. */
    record Counted(long lookups, long misses, long prefixes) {

        boolean isNothing() {
            return lookups == 0 && misses == 0 && prefixes == 0;
        }
    }

    private final int memberId;
    private final BitSet seen = new BitSet(SAMPLED);
    private long written;
    private long lookups;
    private long misses;
    private long prefixes;

    /** @param written lookups of the day that all nodes have written down */
    DayUse(int memberId, long written) {
        this.memberId = memberId;
        this.written = written;
    }

    int memberId() {
        return memberId;
    }

    /** Counts lookups; false, and counts none, when they would be more than a limit. */
    synchronized boolean take(long more, long limit) {
        if (written + lookups + more > limit) {
            return false;
        }
        lookups += more;
        return true;
    }

    /** Takes back what was counted and not done. */
    synchronized void giveBack(long lookups) {
        this.lookups -= lookups;
    }

    synchronized void missed(long more) {
        misses += more;
    }

    /** Notes that a prefix was asked for; {@code key} stands for collection, type and prefix. */
    synchronized void asked(long key) {
        int hash = mix(key);
        if (hash >>> 26 == 0 && !seen.get(hash & SAMPLED - 1)) {
            seen.set(hash & SAMPLED - 1);
            prefixes += SAMPLE;
        }
    }

    /** Hands over what is to be written down. */
    synchronized Counted handOver() {
        Counted counted = new Counted(lookups, misses, prefixes);
        written += lookups;
        lookups = 0;
        misses = 0;
        prefixes = 0;
        return counted;
    }

    /** Takes back what could not be written down. */
    synchronized void takeBack(Counted counted) {
        written -= counted.lookups();
        lookups += counted.lookups();
        misses += counted.misses();
        prefixes += counted.prefixes();
    }

    /** Learns how many lookups all nodes have written down. */
    synchronized void learn(long total) {
        written = total;
    }

    /** Murmur3's finalizer, of both halves. */
    private static int mix(long key) {
        long mixed = key;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed >>> 32);
    }
}
