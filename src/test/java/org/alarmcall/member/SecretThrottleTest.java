package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SecretThrottleTest {

    private static final String HOME = "192.0.2.1";
    private static final String AWAY = "198.51.100.7";
    private static final Duration FORGOTTEN = Duration.ofSeconds(6);

    private final MovedClock clock = new MovedClock();
    private final SecretThrottle throttle = new SecretThrottle(3, 5, FORGOTTEN, clock);

    @Test
    void afterAFewWrongSecretsNobodyWaits() {
        wrong("shop", HOME, 2);
        assertEquals(Duration.ZERO, throttle.wait("shop", HOME));
    }

    @Test
    void furtherOnesWaitUntilOneIsForgotten() {
        wrong("shop", HOME, 3);
        assertEquals(FORGOTTEN, throttle.wait("shop", HOME));
        clock.move(FORGOTTEN);
        assertEquals(Duration.ZERO, throttle.wait("shop", HOME));
    }

    @Test
    void anotherAddressIsNotSlowed() {
        wrong("shop", HOME, 5);
        assertEquals(Duration.ZERO, throttle.wait("shop", AWAY));
    }

    @Test
    void anotherClientOfTheAddressIsSlowedOnlyAtTheLimitOfTheAddress() {
        wrong("shop", HOME, 4);
        assertEquals(Duration.ZERO, throttle.wait("search", HOME));
        wrong("shop", HOME, 1);
        assertEquals(FORGOTTEN, throttle.wait("search", HOME));
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneAddress() {
        wrong("shop", "2001:db8:1:2::1", 3);
        assertTrue(throttle.wait("shop", "2001:db8:1:2:ffff::9").compareTo(Duration.ZERO) > 0);
        assertEquals(Duration.ZERO, throttle.wait("shop", "2001:db8:1:3::1"));
    }

    @Test
    void whatIsNoAddressIsTakenAsItIs() {
        wrong("shop", "not:an:address", 3);
        assertTrue(throttle.wait("shop", "not:an:address").compareTo(Duration.ZERO) > 0);
    }

    private void wrong(String client, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.wrong(client, address);
        }
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-24T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
