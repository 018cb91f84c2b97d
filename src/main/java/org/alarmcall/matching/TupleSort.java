package org.alarmcall.matching;

/** Sorts tuples of unsigned words in place in an array, by the first word, then the second, and so on. */
final class TupleSort {

    private static final int SMALL = 12;

    private final long[] data;
    private final int words;
    private final long[] pivot;
    private long random = 0x9E3779B97F4A7C15L;

    TupleSort(long[] data, int words) {
        this.data = data;
        this.words = words;
        this.pivot = new long[words];
    }

    static int compare(long[] a, int atA, long[] b, int atB, int words) {
        for (int w = 0; w < words; w++) {
            int order = Long.compareUnsigned(a[atA + w], b[atB + w]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Quicksort with a pivot by chance, so that no order of the input is a bad one. Indices of words, not tuples. */
    void sort(int from, int to) {
        int low = from;
        int high = to;
        while (high - low > SMALL * words) {
            int split = partition(low, high);
            if (split - low < high - split) {
                sort(low, split);
                low = split;
            } else {
                sort(split, high);
                high = split;
            }
        }
        insertionSort(low, high);
    }

    /** Hoare's partition: neither side is empty, equal tuples go to both. */
    private int partition(int from, int to) {
        int tuples = (to - from) / words;
        System.arraycopy(data, from + nextInt(tuples - 1) * words, pivot, 0, words);
        int i = from - words;
        int j = to;
        while (true) {
            do {
                i += words;
            } while (compare(data, i, pivot, 0, words) < 0);
            do {
                j -= words;
            } while (compare(data, j, pivot, 0, words) > 0);
            if (i >= j) {
                return j + words;
            }
            swap(i, j);
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + words; i < to; i += words) {
            System.arraycopy(data, i, pivot, 0, words);
            int j = i;
            while (j > from && compare(data, j - words, pivot, 0, words) > 0) {
                System.arraycopy(data, j - words, data, j, words);
                j -= words;
            }
            System.arraycopy(pivot, 0, data, j, words);
        }
    }

    private void swap(int i, int j) {
        for (int w = 0; w < words; w++) {
            long word = data[i + w];
            data[i + w] = data[j + w];
            data[j + w] = word;
        }
    }

    private int nextInt(int bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) ((random >>> 33) % bound);
    }
}
