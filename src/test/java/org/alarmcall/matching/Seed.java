package org.alarmcall.matching;

import java.util.SplittableRandom;

/** Another seed in every run, printed, and given again with {@code -Dalarmcall.test.seed}. */
final class Seed {

    private static final long SEED = Long.getLong("alarmcall.test.seed", System.nanoTime());

    static {
        System.out.println("-Dalarmcall.test.seed=" + SEED);
    }

    private Seed() {}

    static long get() {
        return SEED;
    }

    static SplittableRandom random() {
        return new SplittableRandom(SEED);
    }
}
