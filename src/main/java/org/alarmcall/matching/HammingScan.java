package org.alarmcall.matching;

/** Distances from a query, code by code. */
final class HammingScan {

    private HammingScan() {}

    /** Looks at every code below a count. */
    static void scan(Codes codes, int count, HammingSearcher searcher) {
        Hits hits = searcher.hits();
        long[] data = codes.data();
        long a = searcher.query[0];
        long b = searcher.query[1];
        long c = searcher.query[2];
        long d = searcher.query[3];
        int bound = hits.bound();
        for (int slot = 0; slot < count; slot++) {
            int at = codes.at(slot);
            // All four words: to stop after two is a branch that may be guessed wrong for every other code.
            int distance = Long.bitCount(data[at] ^ a)
                    + Long.bitCount(data[at + 1] ^ b)
                    + Long.bitCount(data[at + 2] ^ c)
                    + Long.bitCount(data[at + 3] ^ d);
            if (distance <= bound && !codes.isDead(slot)) {
                hits.add(distance, data, at);
                bound = hits.bound();
            }
        }
    }

    /** Keeps those of the noted slots whose first half is not too far already; without a branch, so that loads overlap. */
    static int halfNear(Codes codes, HammingSearcher searcher, int count, int bound) {
        int[] slots = searcher.slots;
        int[] near = searcher.near;
        long[] data = codes.data();
        long a = searcher.query[0];
        long b = searcher.query[1];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            int at = codes.at(slot);
            int distance = Long.bitCount(data[at] ^ a) + Long.bitCount(data[at + 1] ^ b);
            near[kept] = slot;
            kept += (distance - bound - 1) >>> 31;
        }
        return kept;
    }

    /** The distance of one code; its difference is left in the searcher. */
    static int distance(Codes codes, int slot, HammingSearcher searcher) {
        long[] data = codes.data();
        int at = codes.at(slot);
        long[] query = searcher.query;
        long[] difference = searcher.difference;
        long a = data[at] ^ query[0];
        long b = data[at + 1] ^ query[1];
        long c = data[at + 2] ^ query[2];
        long d = data[at + 3] ^ query[3];
        difference[0] = a;
        difference[1] = b;
        difference[2] = c;
        difference[3] = d;
        return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
    }
}
