package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.junit.jupiter.api.Test;

class ClientRateLimitTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime() may wrap around
    private final ClientRateLimit limit = new ClientRateLimit(2, 3, nanos::get);

    @Test
    void aBurstPassesAndTheNextIsRefused() {
        take("shop", 3);
        ProblemException refused = assertThrows(ProblemException.class, () -> limit.take("shop"));
        assertEquals(Problem.TOO_MANY_REQUESTS, refused.problem());
        assertEquals("1", refused.headers().get("Retry-After"));
    }

    @Test
    void theBucketFillsAtTheRate() {
        take("shop", 3);
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        limit.take("shop");
        assertThrows(ProblemException.class, () -> limit.take("shop"));
    }

    @Test
    void theBucketHoldsNoMoreThanTheBurst() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        take("shop", 3);
        assertThrows(ProblemException.class, () -> limit.take("shop"));
    }

    @Test
    void oneClientDoesNotSlowAnother() {
        take("shop", 3);
        limit.take("search");
    }

    @Test
    void noRateIsNoLimit() {
        ClientRateLimit off = new ClientRateLimit(0, 1, nanos::get);
        for (int i = 0; i < 100; i++) {
            off.take("shop");
        }
    }

    private void take(String client, int times) {
        for (int i = 0; i < times; i++) {
            limit.take(client);
        }
    }
}
