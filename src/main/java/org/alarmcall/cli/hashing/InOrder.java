package org.alarmcall.cli.hashing;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work on each of many things on several threads, and gives the results in the order of the things. A few
 * are under way at a time, however many there are.
 */
public final class InOrder<T, R> implements Iterator<R>, Closeable {

    /** So many for each thread are begun before the first is asked for: large files hold up small ones. */
    private static final int AHEAD = 8;

    private final Iterator<? extends T> things;
    private final Function<? super T, ? extends R> work;
    private final int most;
    private final ExecutorService threads;
    private final Deque<Future<R>> begun = new ArrayDeque<>();

    public InOrder(Iterator<? extends T> things, Function<? super T, ? extends R> work, int threads) {
        this.things = things;
        this.work = work;
        this.most = threads * AHEAD;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "hashing");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean hasNext() {
        return !begun.isEmpty() || things.hasNext();
    }

    /** @throws CancellationException when the thread is interrupted */
    @Override
    public R next() {
        while (begun.size() < most && things.hasNext()) {
            T thing = things.next();
            begun.add(threads.submit(() -> work.apply(thing)));
        }
        Future<R> first = begun.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    /** The work declares no checked exception, so there is none. */
    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
