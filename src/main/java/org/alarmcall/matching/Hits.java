package org.alarmcall.matching;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * What a search found: the nearest codes, up to a limit, nearest first, those at one distance in an order that depends on
 * nothing but the codes. Used again from search to search, by one thread.
 */
final class Hits {

    private final int words;
    private final int limit;
    private long[] tuples;
    private TupleSort sort;
    private int size;
    private int least;
    private int bound;
    private boolean cut;

    /**
     * @param words of a code
     * @param limit hits that are kept
     */
    Hits(int words, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A search keeps at least one hit");
        }
        this.words = words;
        this.limit = limit;
        this.tuples = new long[8 * (words + 1)];
        this.sort = new TupleSort(tuples, words + 1);
    }

    int size() {
        return size;
    }

    /** Whether there were more than the limit. */
    boolean isCut() {
        return cut;
    }

    int distance(int hit) {
        return (int) tuples[hit * (words + 1)];
    }

    /** A word of the code of a hit. */
    long word(int hit, int word) {
        return tuples[hit * (words + 1) + 1 + word];
    }

    void begin(int minDistance, int maxDistance) {
        size = 0;
        least = minDistance;
        cut = false;
        bound = maxDistance;
    }

    /** The distance above which nothing is wanted any more; it falls when there are more hits than the limit. */
    int bound() {
        return bound;
    }

    void add(int distance, long[] code, int at) {
        if (distance < least) {
            return;
        }
        int to = size * (words + 1);
        if (to == tuples.length) {
            grow();
        }
        tuples[to] = distance;
        System.arraycopy(code, at, tuples, to + 1, words);
        size++;
        if (size >= 2L * limit) {
            keepNearest();
            bound = distance(size - 1);
        }
    }

    void finish() {
        keepNearest();
    }

    /** Changes the bits of the codes that were found in place. */
    void permute(BitPermutation permutation) {
        for (int hit = 0; hit < size; hit++) {
            int at = hit * (words + 1) + 1;
            permutation.apply(tuples, at, tuples, at);
        }
    }

    void changeFirstWord(LongUnaryOperator change) {
        for (int hit = 0; hit < size; hit++) {
            int at = hit * (words + 1) + 1;
            tuples[at] = change.applyAsLong(tuples[at]);
        }
    }

    private void keepNearest() {
        sort.sort(0, size * (words + 1));
        cut |= size > limit;
        size = Math.min(size, limit);
    }

    private void grow() {
        tuples = Arrays.copyOf(tuples, 2 * tuples.length);
        sort = new TupleSort(tuples, words + 1);
    }
}
