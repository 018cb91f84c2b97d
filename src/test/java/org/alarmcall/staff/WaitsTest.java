package org.alarmcall.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private final Waits waits = new Waits(3, Duration.ofSeconds(10));

    @Test
    void theFirstFailuresCostNothing() {
        assertEquals(Duration.ZERO, waits.after(0));
        assertEquals(Duration.ZERO, waits.after(2));
    }

    @Test
    void eachFurtherOneDoublesTheWaitUpToTheLongest() {
        assertEquals(Duration.ofSeconds(1), waits.after(3));
        assertEquals(Duration.ofSeconds(2), waits.after(4));
        assertEquals(Duration.ofSeconds(8), waits.after(6));
        assertEquals(Duration.ofSeconds(10), waits.after(7));
        assertEquals(Duration.ofSeconds(10), waits.after(Integer.MAX_VALUE));
    }
}
