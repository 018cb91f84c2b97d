package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Lets some requests search at a time. A search keeps a processor busy, and a request may have a thousand of them: without
 * turns they would slow down all else, and each other. A client has few requests among those that search or wait, so that
 * it neither keeps others from their turns nor holds the threads of the server.
 */
@Singleton
class SearchTurns {

    private final MatchingConfig config;
    private final Semaphore turns;
    private final Map<String, Integer> byClient = new ConcurrentHashMap<>();

    SearchTurns(MatchingConfig config) {
        this.config = config;
        this.turns = new Semaphore(config.searchesAtATime(), true);
    }

    /** A turn, to be closed. A 503 when none comes in time, a 429 when the client has too many. */
    Turn take(Caller caller) {
        int now = byClient.merge(caller.clientId(), 1, Integer::sum);
        try {
            if (now > config.searchesPerClient()) {
                throw new ProblemException(
                        Problem.TOO_MANY_REQUESTS,
                        "The client has " + config.searchesPerClient() + " near lookups in progress.",
                        List.of(),
                        Map.of("Retry-After", "1"));
            }
            await();
            return new Turn(System.nanoTime() + config.searchTime().toNanos(), () -> leave(caller));
        } catch (RuntimeException e) {
            leave(caller);
            throw e;
        }
    }

    /** A turn for work that does without it when none comes by then. It counts for no client: submissions are limited themselves. */
    @Nullable
    Turn takeUntil(long endNanos) {
        try {
            return turns.tryAcquire(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS)
                    ? new Turn(endNanos, () -> {})
                    : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void await() {
        try {
            if (!turns.tryAcquire(config.searchTime().toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy("This node is busy with near lookups of others.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("The server is stopping.");
        }
    }

    private void leave(Caller caller) {
        byClient.computeIfPresent(caller.clientId(), (client, count) -> count == 1 ? null : count - 1);
    }

    static ProblemException busy(String why) {
        return new ProblemException(Problem.UNAVAILABLE, why + " Try again.", List.of(), Map.of("Retry-After", "2"));
    }

    /** The right to search, for a limited time. */
    final class Turn implements AutoCloseable {

        private final long end;
        private final Runnable onClose;

        private Turn(long end, Runnable onClose) {
            this.end = end;
            this.onClose = onClose;
        }

        boolean isOver() {
            return System.nanoTime() - end > 0;
        }

        /** A 503 when this request has searched for too long. */
        void check() {
            if (isOver()) {
                throw busy("The near lookups of this request take too long. Send fewer at once.");
            }
        }

        @Override
        public void close() {
            turns.release();
            onClose.run();
        }
    }
}
