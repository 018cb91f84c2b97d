package org.alarmcall.matching;

/**
 * What a search found: the nearest codes, up to a limit, nearest first, those at one distance in a fixed order. Used
 * again from search to search, by one thread.
 */
final class Hits {

    private final int words;
    private final int limit;
    private final HammingScratch scratch = new HammingScratch();
    private long[] tuples;
    private TupleSort sort;
    private int size;
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

    HammingScratch scratch() {
        return scratch;
    }

    void begin(int maxDistance) {
        size = 0;
        cut = false;
        bound = maxDistance;
    }

    /** The distance above which nothing is wanted any more; it falls when there are more hits than the limit. */
    int bound() {
        return bound;
    }

    int mark() {
        return size;
    }

    void add(int distance, long[] code, int at) {
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

    long[] tuples() {
        return tuples;
    }

    private void keepNearest() {
        sort.sort(0, size * (words + 1));
        cut |= size > limit;
        size = Math.min(size, limit);
    }

    private void grow() {
        tuples = java.util.Arrays.copyOf(tuples, 2 * tuples.length);
        sort = new TupleSort(tuples, words + 1);
    }
}
