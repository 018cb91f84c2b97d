package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/**
 * Lets some requests search at a time. A search keeps a processor busy, and a request may have a thousand of them: without
 * turns they would slow down all else, and each other.
 */
@Singleton
class SearchTurns {

    private final Semaphore turns;
    private final Duration time;

    SearchTurns(MatchingConfig config) {
        this.turns = new Semaphore(config.searchesAtATime(), true);
        this.time = config.searchTime();
    }

    /** A turn, to be closed. A 503 when none comes in time. */
    Turn take() {
        try {
            if (!turns.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy("This node is busy with near lookups of others.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("The server is stopping.");
        }
        return new Turn();
    }

    static ProblemException busy(String why) {
        return new ProblemException(Problem.UNAVAILABLE, why + " Try again.", List.of(), Map.of("Retry-After", "2"));
    }

    final class Turn implements AutoCloseable {

        private final long end = System.nanoTime() + time.toNanos();

        /** A 503 when this request has searched for too long. */
        void check() {
            if (System.nanoTime() - end > 0) {
                throw busy("The near lookups of this request take too long. Send fewer at once.");
            }
        }

        @Override
        public void close() {
            turns.release();
        }
    }
}
