package org.alarmcall.acceptance;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.opentest4j.AssertionFailedError;

/** Waits for a condition instead of for a time. */
public final class Await {

    private static final long POLL_MILLIS = 20;

    private Await() {}

    /** Returns how long it took; fails when the condition does not hold within the limit. */
    public static Duration until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionFailedError("Within " + limit.toSeconds() + " s it did not come to this: " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
