package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The last position of each feed as this node knows it, and who waits for the next. It may lag behind the database for a
 * moment; readers ask the database again when they are woken.
 */
@Singleton
class Heads {

    private final Map<Integer, Head> heads = new ConcurrentHashMap<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    /** Notes where the head is; also back, when a database was restored. Wakes who waits. */
    void at(int collectionId, long position) {
        if (head(collectionId).moveTo(position)) {
            followers.forEach(Runnable::run);
        }
    }

    /** Calls {@code wake} each time a head has moved, on the thread that heard of it: it must only wake somebody. */
    void onMove(Runnable wake) {
        followers.add(wake);
    }

    /** Completes when the head is known to be beyond {@code position}, at the latest after {@code timeout}. */
    CompletableFuture<Void> awaitMove(int collectionId, long position, Duration timeout) {
        return head(collectionId).awaitMove(position, timeout);
    }

    /** Wakes everybody, so that they look for themselves. */
    void wakeAll() {
        heads.values().forEach(Head::wake);
        followers.forEach(Runnable::run);
    }

    private Head head(int collectionId) {
        return heads.computeIfAbsent(collectionId, id -> new Head());
    }

    private static final class Head {
        /** Each takes itself out when it is done, also by its timeout: a quiet feed must not collect them. */
        private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

        private long position;

        boolean moveTo(long newPosition) {
            synchronized (this) {
                if (position == newPosition) {
                    return false;
                }
                position = newPosition;
            }
            wake();
            return true;
        }

        void wake() {
            List.copyOf(waiting).forEach(reader -> reader.complete(null));
        }

        synchronized CompletableFuture<Void> awaitMove(long from, Duration timeout) {
            if (position > from) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> reader = new CompletableFuture<>();
            waiting.add(reader);
            reader.completeOnTimeout(null, Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
            return reader.whenComplete((moved, never) -> waiting.remove(reader));
        }
    }
}
