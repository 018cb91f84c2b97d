package org.alarmcall.matching;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alarmcall.member.CollectionRef;
import org.jspecify.annotations.Nullable;

/** How far this node is with a collection. The follower's thread changes it; searches ask for what is {@link #ready}. */
final class FollowedCollection {

    /** Then a node that can't follow answers that it does not know, instead of missing what is new. */
    private static final long USABLE_NANOS = 30_000_000_000L;

    private final CollectionRef ref;
    private volatile @Nullable CollectionIndex index;
    private volatile CompletableFuture<CollectionIndex> ready = new CompletableFuture<>();
    private volatile long inStepAt = System.nanoTime();
    private long pauseEnd = System.nanoTime();
    private long savedAt = System.nanoTime();
    private long savedPosition;

    FollowedCollection(CollectionRef ref) {
        this.ref = ref;
    }

    CollectionRef ref() {
        return ref;
    }

    String slug() {
        return ref.slug();
    }

    /** Whether it is in step or not; null when it has not been loaded. */
    @Nullable
    CollectionIndex index() {
        return index;
    }

    long size() {
        CollectionIndex now = index;
        return now == null ? 0 : now.size();
    }

    /** The index when it is in step, or was so short a time ago that it misses next to nothing. */
    @Nullable
    CollectionIndex ready() {
        return System.nanoTime() - inStepAt < USABLE_NANOS ? ready.getNow(null) : null;
    }

    @Nullable
    CollectionIndex awaitReady(Duration patience) {
        try {
            ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return ready();
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets an index that is not what the feed says: nothing is ready until {@link #inStep}. */
    void drop() {
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        index = null;
    }

    /** Takes an index over that is still to be brought in step. */
    void begin(CollectionIndex fresh, long saved) {
        index = fresh;
        savedPosition = saved;
    }

    void inStep(CollectionIndex current) {
        inStepAt = System.nanoTime();
        ready.complete(current);
        pauseEnd = System.nanoTime();
    }

    /** It is not tried again before the pause is over, unless it comes in step. */
    void pause(Duration pause) {
        pauseEnd = System.nanoTime() + pause.toNanos();
    }

    boolean isPausing() {
        return System.nanoTime() - pauseEnd < 0;
    }

    /**
     * What is to be saved now; null when it is not worth it.
     *
     * @param positions of the feed that are enough to save it
     * @param interval after which any change is enough
     */
    CollectionIndex.@Nullable Moment takeToSave(long positions, Duration interval) {
        CollectionIndex current = ready();
        long now = System.nanoTime();
        if (current == null || current.position() == savedPosition) {
            return null;
        }
        if (current.position() - savedPosition < positions && now - savedAt < interval.toNanos()) {
            return null;
        }
        savedAt = now;
        savedPosition = current.position();
        return current.moment();
    }
}
