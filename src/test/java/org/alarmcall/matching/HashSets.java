package org.alarmcall.matching;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sets of codes to search in, and queries for them, four words each; the same for the same seed. */
final class HashSets {

    private static final int WORDS = 4;
    private static final int BITS = 256;
    private static final int CLUSTER_MEAN = 20;
    private static final int MEMBER_FLIPS = 40;

    private final SplittableRandom random;

    HashSets(long seed) {
        this.random = new SplittableRandom(seed);
    }

    long[] random(int codes) {
        return random.longs((long) codes * WORDS).toArray();
    }

    /**
     * Noisy copies of centres, each with up to 40 bits flipped; the k-th cluster has a size in proportion to 1/k. The
     * centres' bits are skewed, and take after their neighbours.
     */
    long[] clustered(int codes) {
        int clusters = Math.max(1, codes / CLUSTER_MEAN);
        long[] centres = skewed(clusters);
        double[] upTo = new double[clusters];
        double sum = 0;
        for (int k = 0; k < clusters; k++) {
            sum += 1.0 / (k + 1);
            upTo[k] = sum;
        }
        long[] set = new long[codes * WORDS];
        for (int i = 0; i < codes; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble(sum));
            int cluster = Math.min(clusters - 1, found < 0 ? -found - 1 : found);
            System.arraycopy(centres, cluster * WORDS, set, i * WORDS, WORDS);
            flip(set, i, random.nextInt(MEMBER_FLIPS + 1));
        }
        return set;
    }

    /** Bits that are set in a fifth to four fifths of all codes, and equal their neighbour every second time. */
    long[] skewed(int codes) {
        double[] chance = new SplittableRandom(BITS).doubles(BITS, 0.2, 0.8).toArray();
        long[] set = new long[codes * WORDS];
        for (int i = 0; i < codes; i++) {
            boolean bit = random.nextBoolean();
            for (int b = 0; b < BITS; b++) {
                bit = (b > 0 && random.nextBoolean()) ? bit : random.nextDouble() < chance[b];
                if (bit) {
                    set[i * WORDS + b / 64] |= 1L << b % 64;
                }
            }
        }
        return set;
    }

    /** Half of the bits are the same in all codes, so that every bucket in use has very many. */
    long[] halfConstant(int codes) {
        long[] set = random(codes);
        for (int i = 0; i < codes; i++) {
            set[i * WORDS] = 0x0123456789ABCDEFL;
            set[i * WORDS + 2] = 0x0123456789ABCDEFL;
        }
        return set;
    }

    /** All codes are within 12 bits of one. */
    long[] crowded(int codes) {
        long[] set = new long[codes * WORDS];
        for (int i = 0; i < codes; i++) {
            flip(set, i, 12);
        }
        return set;
    }

    /** One half are codes of the set with up to 31 bits flipped, one half from elsewhere. */
    long[] queries(long[] set, int queries, long[] elsewhere) {
        long[] made = Arrays.copyOf(elsewhere, queries * WORDS);
        for (int i = 0; i < queries; i += 2) {
            System.arraycopy(set, random.nextInt(set.length / WORDS) * WORDS, made, i * WORDS, WORDS);
            flip(made, i, random.nextInt(BandLayout.MAX_DISTANCE + 1));
        }
        return made;
    }

    private void flip(long[] set, int code, int flips) {
        for (int f = 0; f < flips; f++) {
            int bit = random.nextInt(BITS);
            set[code * WORDS + bit / 64] ^= 1L << bit % 64;
        }
    }
}
