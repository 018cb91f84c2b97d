package org.alarmcall.feed;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.BackgroundLoop;
import org.jboss.logging.Logger;

/**
 * Remembers how far each client has come: what it last sent as {@code after}, and the furthest position it was given.
 * Written down together once a second, because a write for each poll would cost more than the poll.
 */
@Singleton
class Cursors {

    private static final Logger LOG = Logger.getLogger(Cursors.class);
    private static final Caller WRITER = Caller.system("cursors");

    private record OfMember(int collectionId, int memberId) {}

    private final CursorRepository repository;
    private final Clock clock;
    private final BackgroundLoop loop;
    private final Map<Moves.Key, Moves> moved = new ConcurrentHashMap<>();
    private final Map<OfMember, Long> given = new ConcurrentHashMap<>();

    Cursors(CursorRepository repository, FeedConfig config, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.loop = new BackgroundLoop("feed-cursors", config.cursorInterval(), this::write);
    }

    void start() {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        write();
    }

    /** The client says that it holds everything up to {@code position}. */
    void held(Caller caller, CollectionRef collection, long position) {
        note(Moves.held(key(caller, collection), caller.memberId(), position, clock.instant()));
    }

    /** The client was given everything up to {@code position}; it may not have arrived. */
    void served(Caller caller, CollectionRef collection, long position) {
        note(Moves.served(key(caller, collection), caller.memberId(), position, clock.instant()));
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

    private static Moves.Key key(Caller caller, CollectionRef collection) {
        return new Moves.Key(collection.id(), caller.clientId());
    }

    private void note(Moves moves) {
        given.merge(
                new OfMember(moves.key().collectionId(), moves.memberId()),
                moves.furthest().position(),
                Math::max);
        moved.merge(moves.key(), moves, Moves::then);
    }

    private void write() {
        List<Moves> batch = new ArrayList<>();
        for (Moves.Key key : List.copyOf(moved.keySet())) {
            Moves moves = moved.remove(key);
            if (moves != null) {
                batch.add(moves);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            repository.write(WRITER, batch);
        } catch (RuntimeException e) {
            LOG.error("Cursors of readers could not be written, and will be with the next ones", e);
            batch.forEach(moves -> moved.merge(moves.key(), moves, (later, earlier) -> earlier.then(later)));
        }
    }
}
