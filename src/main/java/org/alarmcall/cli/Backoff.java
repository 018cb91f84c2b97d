package org.alarmcall.cli;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after what time a call is tried again: twice as long each time, up to half a minute, with a jitter so
 * that many clients do not come back together.
 *
 * @param retries how often after the first try
 * @param firstMillis the wait before the first of them
 */
record Backoff(int retries, long firstMillis) {

    private static final long MOST_MILLIS = 30_000;
    private static final int MOST_DOUBLINGS = 20;

    static Backoff endless(long firstMillis) {
        return new Backoff(Integer.MAX_VALUE, firstMillis);
    }

    boolean isEndless() {
        return retries == Integer.MAX_VALUE;
    }

    long delayMillis(int attempt) {
        long most = Math.min(MOST_MILLIS, firstMillis << Math.min(attempt, MOST_DOUBLINGS));
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.server("Interrupted.");
        }
    }
}
