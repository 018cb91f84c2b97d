package org.alarmcall.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DayUseTest {

    private final DayUse use = new DayUse(7, 60);

    @Test
    void theLimitIsOverWhatAllNodesHaveCounted() {
        assertTrue(use.take(40, 100));
        assertFalse(use.take(1, 100));
        use.handOver();
        assertFalse(use.take(1, 100), "what is being written down counts");
        use.learn(130); // others have counted meanwhile
        assertFalse(use.take(1, 150 - 20));
        assertTrue(use.take(20, 150));
        assertFalse(use.take(1, 150));
    }

    @Test
    void aRequestThatIsTooLargeCountsNothing() {
        assertFalse(use.take(41, 100));
        assertTrue(use.take(40, 100));
    }

    @Test
    void whatCouldNotBeWrittenDownIsHandedOverAgain() {
        use.take(5, 100);
        use.missed(3);
        DayUse.Counted counted = use.handOver();
        assertTrue(use.handOver().isNothing());
        use.takeBack(counted);
        use.take(1, 100);
        assertEquals(new DayUse.Counted(6, 3, 0), use.handOver());
    }

    @Test
    void prefixesAreEstimatedWhateverTheirOrderAndCountOnce() {
        Random random = new Random(20261125);
        long salt = random.nextLong();
        for (int times = 0; times < 3; times++) {
            for (int prefix = 0; prefix < 100_000; prefix++) {
                use.asked(prefix ^ salt);
            }
        }
        assertEquals(100_000, use.handOver().prefixes(), 10_000);
    }
}
