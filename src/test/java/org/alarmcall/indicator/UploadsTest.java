package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.junit.jupiter.api.Test;

class UploadsTest {

    /** Two a client and three a node; the time is over at once. */
    private final Uploads uploads = new Uploads(new SubmissionConfig() {
        @Override
        public Duration idempotencyKeyLifetime() {
            return Duration.ofHours(24);
        }

        @Override
        public int retries() {
            return 8;
        }

        @Override
        public int listingsPerIndicator() {
            return 1000;
        }

        @Override
        public int uploadsPerClient() {
            return 2;
        }

        @Override
        public int uploadsPerNode() {
            return 3;
        }

        @Override
        public Duration uploadTime() {
            return Duration.ZERO;
        }

        @Override
        public Duration countsRemembered() {
            return Duration.ofMinutes(5);
        }
    });

    private static Caller client(String id) {
        return new Caller(7, "shop", id, false, Set.of(), null);
    }

    private void assertRefused(Caller caller) {
        ProblemException refused = assertThrows(ProblemException.class, () -> uploads.begin(caller));
        assertEquals(Problem.TOO_MANY_REQUESTS, refused.problem());
        assertEquals("5", refused.headers().get("Retry-After"));
    }

    @Test
    void aClientHasAFewUnderWayAndThenWaitsForOneToEnd() {
        uploads.begin(client("a"));
        Uploads.Permit second = uploads.begin(client("a"));
        assertRefused(client("a"));
        second.close();
        uploads.begin(client("a"));
        assertRefused(client("a"));
    }

    @Test
    void aNodeTakesInNoMoreThanItCan() {
        uploads.begin(client("a"));
        Uploads.Permit second = uploads.begin(client("b"));
        uploads.begin(client("c"));
        assertRefused(client("d"));
        second.close();
        uploads.begin(client("d"));
    }

    @Test
    void aBodyThatTakesTooLongEnds() {
        InputStream body = uploads.begin(client("a")).inTime(new ByteArrayInputStream(new byte[10]));
        assertEquals(
                Problem.MALFORMED,
                assertThrows(ProblemException.class, body::readAllBytes).problem());
    }
}
