package org.alarmcall.platform;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes ids. {@link #ordered()} for what its owner may know the age of, {@link #random()} for what is shared between
 * members: a random id says nothing of when it was first made.
 */
@Singleton
public class Ids {

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits; sorts by time. */
    public UUID ordered() {
        long millis = clock.millis();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
        return new UUID(high, variant(random.nextLong()));
    }

    /** UUIDv4 (RFC 9562). */
    public UUID random() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        return new UUID(high, variant(random.nextLong()));
    }

    private static long variant(long bits) {
        return (bits & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    }
}
