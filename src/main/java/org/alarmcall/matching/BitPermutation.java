package org.alarmcall.matching;

import java.util.Random;

/**
 * A fixed permutation of the 256 bits of a code, which keeps distances. Neighbouring bits of a picture's hash tend to
 * change together; permuted, what belongs together is spread over the bands. Never stored, so it may be changed.
 */
final class BitPermutation {

    private static final int BITS = 256;
    private static final int WORDS = 4;
    private static final int NIBBLES = BITS / 4;
    private static final int[] TARGETS = shuffled();

    static final BitPermutation FORTH = new BitPermutation(TARGETS);
    static final BitPermutation BACK = new BitPermutation(inverse(TARGETS));

    /** For each nibble and each of its 16 values the four words that it becomes. */
    private final long[] table = new long[NIBBLES * 16 * WORDS];

    private BitPermutation(int[] targets) {
        for (int nibble = 0; nibble < NIBBLES; nibble++) {
            for (int value = 0; value < 16; value++) {
                for (int bit = 0; bit < 4; bit++) {
                    if ((value >> bit & 1) != 0) {
                        int target = targets[nibble * 4 + bit];
                        table[(nibble * 16 + value) * WORDS + target / 64] |= 1L << target % 64;
                    }
                }
            }
        }
    }

    /** Reads four words and writes four, which may be the same ones. */
    void apply(long[] from, int at, long[] to, int toAt) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        int row = 0;
        for (int word = 0; word < WORDS; word++) {
            long rest = from[at + word];
            for (int nibble = 0; nibble < 16; nibble++, rest >>>= 4, row += 16 * WORDS) {
                int entry = row + (int) (rest & 15) * WORDS;
                a ^= table[entry];
                b ^= table[entry + 1];
                c ^= table[entry + 2];
                d ^= table[entry + 3];
            }
        }
        to[toAt] = a;
        to[toAt + 1] = b;
        to[toAt + 2] = c;
        to[toAt + 3] = d;
    }

    private static int[] shuffled() {
        Random random = new Random(256);
        int[] targets = new int[BITS];
        for (int i = 1; i < BITS; i++) {
            int j = random.nextInt(i + 1);
            targets[i] = targets[j];
            targets[j] = i;
        }
        return targets;
    }

    private static int[] inverse(int[] targets) {
        int[] sources = new int[BITS];
        for (int i = 0; i < BITS; i++) {
            sources[targets[i]] = i;
        }
        return sources;
    }
}
