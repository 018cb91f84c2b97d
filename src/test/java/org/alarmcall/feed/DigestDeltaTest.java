package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DigestDeltaTest {

    private static final byte[] ONE = key(0, 1);
    private static final byte[] MOST = key(0xff, 0xff);

    @Test
    void takingAwayWhatWasAddedLeavesNothing() {
        DigestDelta delta = DigestDelta.NONE.plus(MOST).plus(ONE).minus(MOST).minus(ONE);

        assertEquals(0, delta.count());
        assertArrayEquals(new byte[32], delta.digest());
    }

    @Test
    void theSumWrapsAround() {
        assertArrayEquals(new byte[32], DigestDelta.NONE.plus(MOST).plus(ONE).digest());
    }

    @Test
    void lessThanNothingWrapsAround() {
        assertArrayEquals(MOST, DigestDelta.NONE.minus(ONE).digest());
    }

    @Test
    void aStoredDigestComesBackAsItIs() {
        assertArrayEquals(MOST, DigestDelta.of(3, MOST).digest());
        assertEquals(3, DigestDelta.of(3, MOST).count());
    }

    private static byte[] key(int fill, int last) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        key[31] = (byte) last;
        return key;
    }
}
