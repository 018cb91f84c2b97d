package org.alarmcall.matching;

import org.alarmcall.fingerprint.Tlsh;

/** Searches one {@link TlshIndex}, for one thread at a time. */
final class TlshSearcher {

    private final CodeSet<TlshBuckets> codes;
    private final Hits many;
    private final Hits one = new Hits(Tlsh.WORDS, 1);
    private final long[] query = new long[Tlsh.WORDS];

    TlshSearcher(CodeSet<TlshBuckets> codes, int limit) {
        this.codes = codes;
        this.many = new Hits(Tlsh.WORDS, limit);
    }

    /**
     * The digests within a distance, the query itself if it is there, too; the nearest of them, up to the limit.
     *
     * @return valid until the next search
     */
    Hits within(int maxDistance, long[] packed) {
        return find(0, maxDistance, packed, many);
    }

    /**
     * The nearest digest at a distance above zero, or no hit.
     *
     * @return valid until the next search
     */
    Hits nearestOther(int maxDistance, long[] packed) {
        return find(1, maxDistance, packed, one);
    }

    private Hits find(int minDistance, int maxDistance, long[] packed, Hits hits) {
        if (maxDistance < 0 || maxDistance > TlshIndex.MAX_DISTANCE) {
            throw new IllegalArgumentException("Distances from 0 to 70 are searched, not " + maxDistance);
        }
        System.arraycopy(packed, 0, query, 0, Tlsh.WORDS);
        query[0] = TlshHead.sortable(packed[0]);
        hits.begin(minDistance, maxDistance);
        CodeSet.View<TlshBuckets> view = codes.view();
        TlshBuckets.scan(view.tail(), 0, view.tailCount(), query, hits);
        for (int i = view.segments().size() - 1; i >= 0; i--) {
            Segment<TlshBuckets> segment = view.segments().get(i);
            segment.index().search(segment.codes(), query, hits);
        }
        hits.finish();
        hits.changeFirstWord(TlshHead::packed);
        return hits;
    }
}
