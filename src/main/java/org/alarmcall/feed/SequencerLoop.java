package org.alarmcall.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.jboss.logging.Logger;

/**
 * Runs the sequencer on every node: when a touch was heard of, and now and then. The nodes take turns by the row lock
 * of each batch.
 */
@Singleton
class SequencerLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(SequencerLoop.class);
    private static final Caller SEQUENCER = Caller.system("sequencer");
    private static final long ROUND_NANOS = 200_000_000L;
    private static final long OVERDUE_LOOK_NANOS = 5_000_000_000L;
    private static final long STOP_MILLIS = 5_000;

    private final Sequencer sequencer;
    private final Members members;
    private final FeedConfig config;
    private final Semaphore wake = new Semaphore(0);
    private final Set<Integer> withHead = new HashSet<>();
    private final Thread thread = new Thread(this, "feed-sequencer");
    private final Counter failures;
    private volatile boolean stopped;
    private volatile long lastRound = System.nanoTime();
    private long overdueLook = System.nanoTime() - OVERDUE_LOOK_NANOS;

    SequencerLoop(Sequencer sequencer, Members members, FeedConfig config, MeterRegistry metrics) {
        this.sequencer = sequencer;
        this.members = members;
        this.config = config;
        this.failures = Counter.builder("alarmcall.feed.failures")
                .description("Rounds and batches of the sequencer that failed")
                .register(metrics);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        wake();
        if (thread.isAlive()) {
            thread.join(STOP_MILLIS);
        }
    }

    /** Says that there may be touches. */
    void wake() {
        wake.release();
    }

    @Override
    public void run() {
        while (!stopped) {
            boolean more = false;
            try {
                prepare();
                more = sequenceRound();
                lastRound = System.nanoTime();
            } catch (Throwable e) { // the thread must outlive whatever happens to a round
                failed("The sequencer failed and will try again", e);
            }
            if (!more) {
                sleep();
            }
        }
    }

    /** How long ago the last round ended well. */
    Duration sinceLastRound() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    private void failed(String what, Throwable e) {
        failures.increment();
        if (!stopped) {
            LOG.error(what, e);
        }
    }

    private void sleep() {
        try {
            boolean woken = wake.tryAcquire(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
            if (woken) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private void prepare() {
        boolean lookDue = System.nanoTime() - overdueLook >= OVERDUE_LOOK_NANOS;
        for (CollectionRef collection : members.collections(SEQUENCER)) {
            if (!withHead.contains(collection.id())) {
                sequencer.createHead(SEQUENCER, collection.id());
                withHead.add(collection.id());
            }
            if (lookDue) {
                touchOverdue(collection);
            }
        }
        if (lookDue) {
            overdueLook = System.nanoTime();
        }
    }

    private void touchOverdue(CollectionRef collection) {
        try {
            int touched;
            do {
                touched = sequencer.touchOverdue(SEQUENCER, collection.id());
            } while (touched == Sequencer.OVERDUE_BATCH && !stopped);
        } catch (RuntimeException e) {
            failed("What changes by itself in the collection " + collection.slug() + " could not be touched", e);
        }
    }

    /**
     * Takes a batch of each collection in turn, so that a busy one does not hold up the others, until nothing is left or
     * the round is over. Whether there may be more.
     */
    private boolean sequenceRound() {
        long end = System.nanoTime() + ROUND_NANOS;
        Map<Integer, TouchCursor> due = new LinkedHashMap<>();
        sequencer.due(SEQUENCER).forEach(collection -> due.put(collection, new TouchCursor()));
        while (!due.isEmpty() && System.nanoTime() < end && !stopped) {
            due.entrySet().removeIf(collection -> !sequence(collection.getKey(), collection.getValue()));
        }
        return !due.isEmpty();
    }

    /** Whether there may be more. A collection that fails waits for the next round, and holds up no other. */
    private boolean sequence(int collectionId, TouchCursor cursor) {
        try {
            return sequencer.sequence(SEQUENCER, collectionId, cursor) == Sequencer.Outcome.SEQUENCED;
        } catch (RuntimeException e) {
            failed("A batch of the collection number " + collectionId + " failed and will be tried again", e);
            return false;
        }
    }
}
