package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alarmcall.platform.Problem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The node's copy of who is who. Its thread asks for the version each second, and reads everything anew when it moved.
 * A node that could not ask for {@link #MAX_AGE} answers nobody: it could not know of a suspension.
 */
@Singleton
class Directory {

    static final Duration POLL = Duration.ofSeconds(1);
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Directory.class);
    private static final Caller SYSTEM = Caller.system("directory");
    private static final String CHANGING = Directory.class.getName() + ".changing";

    private final DirectoryRepository rows;
    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transaction;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "directory");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable DirectorySnapshot snapshot;
    private volatile long checkedNanos;
    private volatile boolean failing;
    private @Nullable CompletableFuture<Void> queued;

    Directory(DirectoryRepository rows, EntityManager entities, TransactionSynchronizationRegistry transaction) {
        this.rows = rows;
        this.entities = entities;
        this.transaction = transaction;
    }

    /** Reads the directory for the first time; fails when it can't be read. */
    void start() {
        await(refresh());
        thread.scheduleWithFixedDelay(this::poll, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Before the connections go. */
    void stop() {
        thread.shutdownNow();
    }

    /** What is known, at most {@link #MAX_AGE} old; else a 503. */
    DirectorySnapshot current() {
        DirectorySnapshot current = snapshot;
        if (current == null || System.nanoTime() - checkedNanos > MAX_AGE.toNanos()) {
            throw Problem.UNAVAILABLE.because("The server can't reach its database. Try again in a few seconds.");
        }
        return current;
    }

    /** Asks for the version now. Done when this node knows all that was committed before the call. */
    synchronized CompletableFuture<Void> refresh() {
        CompletableFuture<Void> next = queued;
        if (next == null) {
            next = new CompletableFuture<>();
            queued = next;
            CompletableFuture<Void> asked = next;
            thread.execute(() -> answer(asked));
        }
        return next;
    }

    /** As {@link #refresh}, waiting for it; not on an event loop. */
    void refreshAndWait() {
        await(refresh());
    }

    /**
     * Called in each transaction that changes what the directory holds, before its first change: such transactions
     * queue up behind the row, so that versions become visible in their order. After the commit this node knows of it
     * before the caller is answered. Of several calls in one transaction the first counts.
     */
    void changing(Caller caller) {
        if (transaction.getResource(CHANGING) != null) {
            return;
        }
        entities.createNativeQuery("UPDATE directory_version SET version = version + 1")
                .executeUpdate();
        transaction.putResource(CHANGING, true);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    refreshAfterCommit();
                }
            }
        });
    }

    private void refreshAfterCommit() {
        try {
            refreshAndWait();
        } catch (RuntimeException e) {
            LOG.warn("the directory was changed and could not be read at once", e); // the poll goes on
        }
    }

    private void answer(CompletableFuture<Void> asked) {
        synchronized (this) {
            queued = null;
        }
        try {
            check();
            asked.complete(null);
        } catch (SQLException | RuntimeException e) {
            asked.completeExceptionally(e);
        }
    }

    private void poll() {
        try {
            check();
            if (failing) {
                failing = false;
                LOG.info("the directory is read again");
            }
        } catch (SQLException | RuntimeException e) {
            if (!failing && !thread.isShutdown()) {
                failing = true;
                LOG.errorf(e, "the directory can't be read; requests get 503 until it can, %s from now", MAX_AGE);
            }
        }
    }

    private void check() throws SQLException {
        long began = System.nanoTime();
        DirectorySnapshot known = snapshot;
        if (known == null || rows.version(SYSTEM) != known.version()) {
            snapshot = rows.load(SYSTEM);
        }
        checkedNanos = began;
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get(MAX_AGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the directory can't be read", e.getCause());
        } catch (TimeoutException e) {
            throw Problem.UNAVAILABLE.because("The server's database does not answer. Try again in a few seconds.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.UNAVAILABLE.because("The server is stopping.");
        }
    }
}
