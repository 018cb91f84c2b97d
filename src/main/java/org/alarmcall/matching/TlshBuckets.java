package org.alarmcall.matching;

import java.util.Arrays;
import org.alarmcall.fingerprint.Tlsh;

/** Where, among sorted digests, those of each length and pair of quartile ratios are. */
final class TlshBuckets {

    /** Heads without a checksum, rising, and where each begins; at the end where the last one ends. */
    private final long[] heads;

    private final int[] begins;

    TlshBuckets(Codes codes) {
        long[] found = new long[16];
        int[] at = new int[17];
        int count = 0;
        for (int slot = 0; slot < codes.count(); slot++) {
            long head = codes.data()[codes.at(slot)] >>> TlshHead.CHECKSUM_BITS;
            if (count == 0 || found[count - 1] != head) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                    at = Arrays.copyOf(at, 2 * count + 1);
                }
                found[count] = head;
                at[count++] = slot;
            }
        }
        at[count] = codes.count();
        this.heads = Arrays.copyOf(found, count);
        this.begins = Arrays.copyOf(at, count + 1);
    }

    void search(Codes codes, long[] query, Hits hits) {
        long queryHead = TlshHead.packed(query[0]);
        long queryChecksum = query[0] & (1L << TlshHead.CHECKSUM_BITS) - 1;
        for (int bucket = 0; bucket < heads.length; bucket++) {
            long nearest = TlshHead.packed(heads[bucket] << TlshHead.CHECKSUM_BITS | queryChecksum);
            if (Tlsh.headDistance(queryHead, nearest) <= hits.bound()) {
                scan(codes, begins[bucket], begins[bucket + 1], query, hits);
            }
        }
    }

    /** Compares code by code. The second half of a body, and the head, only when the first half is not too far. */
    static void scan(Codes codes, int from, int to, long[] query, Hits hits) {
        long[] data = codes.data();
        long queryHead = TlshHead.packed(query[0]);
        for (int slot = from; slot < to; slot++) {
            int at = codes.at(slot);
            int distance = Tlsh.bodyDistance(data[at + 1], query[1]) + Tlsh.bodyDistance(data[at + 2], query[2]);
            if (distance <= hits.bound()) {
                distance += Tlsh.headDistance(TlshHead.packed(data[at]), queryHead)
                        + Tlsh.bodyDistance(data[at + 3], query[3])
                        + Tlsh.bodyDistance(data[at + 4], query[4]);
                if (distance <= hits.bound() && !codes.isDead(slot)) {
                    hits.add(distance, data, at);
                }
            }
        }
    }
}
