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
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.BackgroundLoop;

/**
 * Runs the sequencer on every node: when a touch was heard of, and now and then. The nodes take turns by the row lock
 * of each batch.
 */
@Singleton
class SequencerLoop {

    private static final Caller SEQUENCER = Caller.system("sequencer");
    private static final long ROUND_NANOS = 200_000_000L;
    private static final long OVERDUE_LOOK_NANOS = 5_000_000_000L;

    private final Sequencer sequencer;
    private final Members members;
    private final BackgroundLoop loop;
    private final Set<Integer> withHead = new HashSet<>();
    private long overdueLook = System.nanoTime() - OVERDUE_LOOK_NANOS;

    SequencerLoop(Sequencer sequencer, Members members, FeedConfig config, MeterRegistry metrics) {
        this.sequencer = sequencer;
        this.members = members;
        Counter failures = Counter.builder("alarmcall.feed.failures")
                .description("Rounds and batches of the sequencer that failed")
                .register(metrics);
        this.loop = new BackgroundLoop("feed-sequencer", config.pollInterval(), this::round, failures::increment);
    }

    void start() {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Says that there may be touches. */
    void wake() {
        loop.wake();
    }

    /** How long ago the last round ended well. */
    Duration sinceLastRound() {
        return loop.sinceLastRound();
    }

    private void round() {
        prepare();
        if (sequenceRound()) {
            wake();
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
            } while (touched == Sequencer.OVERDUE_BATCH && !loop.isStopped());
        } catch (RuntimeException e) {
            loop.failed("What changes by itself in the collection " + collection.slug() + " could not be touched", e);
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
        while (!due.isEmpty() && System.nanoTime() < end && !loop.isStopped()) {
            due.entrySet().removeIf(collection -> !sequence(collection.getKey(), collection.getValue()));
        }
        return !due.isEmpty();
    }

    /** Whether there may be more. A collection that fails waits for the next round, and holds up no other. */
    private boolean sequence(int collectionId, TouchCursor cursor) {
        try {
            return sequencer.sequence(SEQUENCER, collectionId, cursor) == Sequencer.Outcome.SEQUENCED;
        } catch (RuntimeException e) {
            loop.failed("A batch of the collection number " + collectionId + " failed and will be tried again", e);
            return false;
        }
    }
}
