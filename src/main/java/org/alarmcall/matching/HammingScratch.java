package org.alarmcall.matching;

import java.util.Arrays;

/** The working memory of a search, so that none is allocated while searching. */
final class HammingScratch {

    static final int BLOCK = 1_024;

    /** The query and one code's difference from it, permuted; a word more, so that a band at the end may look beyond. */
    final long[] query = new long[5];

    final long[] difference = new long[5];

    /** Entries of the buckets that are to be read, from and to, of all bands one after the other. */
    int[] from = new int[4_096];

    int[] to = new int[4_096];

    /** Where each band's ranges end in these. */
    final int[] ends = new int[64];

    final int[] slots = new int[BLOCK];
    final int[] near = new int[BLOCK];

    void reserve(int ranges) {
        if (ranges > from.length) {
            int length = Math.max(ranges, 2 * from.length);
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
        }
    }
}
