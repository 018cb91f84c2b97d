package org.alarmcall.feed;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.jboss.logging.Logger;

/**
 * Remembers how far each client has come: what it last sent as {@code after}, and the furthest position it was given.
 * Written down together once a second, because a write for each poll would cost more than the poll.
 */
@Singleton
class Cursors {

    private static final Logger LOG = Logger.getLogger(Cursors.class);
    private static final Caller WRITER = Caller.system("cursors");

    record Key(int collectionId, String clientId) {}

    private record OfMember(int collectionId, int memberId) {}

    /** {@code position} is -1 when the client has sent none since the last write. */
    record Cursor(Key key, int memberId, long position, long served, Instant at) {}

    private final CursorRepository repository;
    private final FeedConfig config;
    private final Clock clock;
    private final Map<Key, Cursor> moved = new ConcurrentHashMap<>();
    private final Map<OfMember, Long> given = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "feed-cursors");
        thread.setDaemon(true);
        return thread;
    });

    Cursors(CursorRepository repository, FeedConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    void start() {
        long millis = config.cursorInterval().toMillis();
        writer.scheduleWithFixedDelay(this::write, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        writer.shutdown();
        write();
    }

    /** The client says that it holds everything up to {@code position}. */
    void held(Caller caller, CollectionRef collection, long position) {
        note(caller, collection, position, position);
    }

    /** The client was given everything up to {@code position}; it may not have arrived. */
    void served(Caller caller, CollectionRef collection, long position) {
        note(caller, collection, -1, position);
    }

    /**
     * The furthest position that any client of the caller's member was given, removed ones too; 0 for none. What another
     * node has given is known when it is written down.
     */
    long furthest(Caller caller, int collectionId) {
        return Math.max(
                given.getOrDefault(new OfMember(collectionId, caller.memberId()), 0L),
                repository.furthest(caller, collectionId));
    }

    private void note(Caller caller, CollectionRef collection, long position, long served) {
        given.merge(new OfMember(collection.id(), caller.memberId()), served, Math::max);
        Key key = new Key(collection.id(), caller.clientId());
        Cursor cursor = new Cursor(key, caller.memberId(), position, served, clock.instant());
        moved.merge(
                key,
                cursor,
                (before, now) -> new Cursor(
                        key,
                        now.memberId(),
                        now.position() < 0 ? before.position() : now.position(),
                        Math.max(before.served(), now.served()),
                        now.at()));
    }

    private void write() {
        List<Cursor> batch = new ArrayList<>();
        for (Key key : List.copyOf(moved.keySet())) {
            Cursor cursor = moved.remove(key);
            if (cursor != null) {
                batch.add(cursor);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            repository.write(WRITER, batch);
        } catch (RuntimeException e) {
            LOG.error("Cursors of readers could not be written; they come again with the next requests", e);
        }
    }
}
