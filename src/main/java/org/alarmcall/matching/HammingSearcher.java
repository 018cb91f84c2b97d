package org.alarmcall.matching;

import java.util.Arrays;

/**
 * Searches one {@link HammingIndex}, for one thread at a time; has the memory that a search needs, so that none is
 * allocated while searching.
 */
final class HammingSearcher {

    /** Codes looked at in one go: what they take of the cache is small. */
    static final int BLOCK = 256;

    /** Distances at which the nearest is looked for first: a step costs several times as much as the one before. */
    private static final int[] STEPS = {3, 10, 21};

    private final CodeSet<Bands> codes;
    private final Hits many;
    private final Hits one = new Hits(HammingIndex.WORDS, 1);
    private Hits hits;

    /** The query and one code's difference from it, permuted. */
    final long[] query = new long[HammingIndex.WORDS];

    final long[] difference = new long[HammingIndex.WORDS];

    /** The entries that are to be read, from and to, of all bands one after the other. */
    int[] from = new int[4_096];

    int[] to = new int[4_096];

    /** Where each band's ranges end in these. */
    final int[] ends = new int[BandLayout.MAX_BANDS];

    final int[] slots = new int[BLOCK];
    final int[] near = new int[BLOCK];

    /** The sum of what was loaded ahead, which nobody reads: it keeps the compiler from dropping these loads. */
    long touched;

    HammingSearcher(CodeSet<Bands> codes, int limit) {
        this.codes = codes;
        this.many = new Hits(HammingIndex.WORDS, limit);
        this.hits = many;
    }

    /**
     * The codes within a distance, the query itself if it is there, too; the nearest of them, up to the limit.
     *
     * @return valid until the next search
     */
    Hits within(int maxDistance, long a, long b, long c, long d) {
        check(maxDistance);
        setQuery(a, b, c, d);
        hits = many;
        find(0, maxDistance);
        hits.permute(BitPermutation.BACK);
        return hits;
    }

    /**
     * The nearest code within a distance that is not the query itself, or no hit.
     *
     * @return valid until the next search
     */
    Hits nearestOther(int maxDistance, long a, long b, long c, long d) {
        check(maxDistance);
        setQuery(a, b, c, d);
        hits = one;
        hits.begin(1, 0);
        for (int step : STEPS) {
            if (step < maxDistance && hits.size() == 0) {
                find(1, step);
            }
        }
        if (hits.size() == 0) {
            find(1, maxDistance);
        }
        hits.permute(BitPermutation.BACK);
        return hits;
    }

    /** What the running search has found. */
    Hits hits() {
        return hits;
    }

    void reserve(int ranges) {
        if (ranges > from.length) {
            int length = Math.max(ranges, 2 * from.length);
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
        }
    }

    private void find(int minDistance, int maxDistance) {
        hits.begin(minDistance, maxDistance);
        CodeSet.View<Bands> view = codes.view();
        HammingScan.scan(view.tail(), view.tailCount(), this);
        for (int i = view.segments().size() - 1; i >= 0; i--) {
            Segment<Bands> segment = view.segments().get(i);
            segment.index().search(segment.codes(), maxDistance, this);
        }
        hits.finish();
    }

    private void setQuery(long a, long b, long c, long d) {
        query[0] = a;
        query[1] = b;
        query[2] = c;
        query[3] = d;
        BitPermutation.FORTH.apply(query, 0, query, 0);
    }

    private static void check(int maxDistance) {
        if (maxDistance < 0 || maxDistance > BandLayout.MAX_DISTANCE) {
            throw new IllegalArgumentException("Distances from 0 to 31 are searched, not " + maxDistance);
        }
    }
}
