package org.alarmcall.staff;

import java.time.Duration;

/**
 * How long to wait after wrong passwords and codes: the first ones cost nothing, then each doubles the wait.
 *
 * @param free failures without a wait
 * @param most the longest wait
 */
record Waits(int free, Duration most) {

    private static final int MOST_DOUBLINGS = 20;

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
