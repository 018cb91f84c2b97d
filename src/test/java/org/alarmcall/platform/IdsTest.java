package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00.123Z");

    @Test
    void anOrderedIdIsAVersion7ThatSortsByTime() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        UUID earlier = new Ids(clock).ordered();
        UUID later = new Ids(Clock.offset(clock, Duration.ofMillis(1))).ordered();
        assertEquals(7, earlier.version());
        assertEquals(2, earlier.variant());
        assertEquals(NOW.toEpochMilli(), earlier.getMostSignificantBits() >>> 16);
        assertTrue(earlier.toString().compareTo(later.toString()) < 0);
    }

    @Test
    void aRandomIdSaysNothingOfTheTime() {
        Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC));
        UUID id = ids.random();
        assertEquals(4, id.version());
        assertEquals(2, id.variant());
        assertNotEquals(NOW.toEpochMilli(), id.getMostSignificantBits() >>> 16);
        assertNotEquals(id, ids.random());
    }
}
