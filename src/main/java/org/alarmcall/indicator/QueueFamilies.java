package org.alarmcall.indicator;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;
import org.jboss.logging.Logger;

/**
 * Keeps the families of what waits: who comes joins one or founds one. Who is decided, withdrawn or replaced has left by
 * that, so that only one writer, this, ever adds to a family, one node at a time for each collection. Nobody changes family.
 */
@Singleton
@ActsAs
class QueueFamilies {

    /** Newcomers that are locked at a time: who decides one of them waits so long. */
    static final int BATCH = 1_000;

    private final Database database;
    private final QueueFamilyRows rows;
    private final Ids ids;

    QueueFamilies(Database database, QueueFamilyRows rows, Ids ids) {
        this.database = database;
        this.rows = rows;
        this.ids = ids;
    }

    @Transactional
    List<Integer> withNewcomers(Caller system, List<Integer> collections) {
        return database.call(connection -> rows.withNewcomers(connection, collections));
    }

    @Transactional
    List<Integer> withFamilies(Caller system, List<Integer> collections) {
        return database.call(connection -> rows.withFamilies(connection, collections));
    }

    /** Finds the families of a batch of newcomers; whether there may be more. */
    @Transactional
    boolean place(Caller system, int collectionId) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            if (!rows.isMyTurn(connection, collectionId)) {
                return false;
            }
            List<UUID> newcomers = rows.lockNewcomers(connection, collectionId, BATCH);
            if (newcomers.isEmpty()) {
                return false;
            }
            Map<UUID, List<Fingerprint>> shown = rows.shown(connection, collectionId, newcomers);
            // a founder that was replaced has left its family, which may live on under its id
            Set<UUID> taken = rows.families(connection, collectionId, newcomers);
            QueueFamilyBook book = new QueueFamilyBook(rows.founders(connection, collectionId));
            shown.forEach((listing, values) ->
                    book.place(listing, values, taken.contains(listing) ? ids.ordered() : listing));
            rows.found(connection, collectionId, book.founded());
            rows.join(connection, collectionId, book.joined());
            rows.count(connection, collectionId, Set.copyOf(book.joined().values()));
            return newcomers.size() == BATCH;
        });
    }

    /** Counts who still waits. */
    @Transactional
    void count(Caller system, int collectionId) {
        database.run(connection -> {
            Database.joinByKey(connection);
            if (rows.isMyTurn(connection, collectionId)) {
                rows.count(connection, collectionId, null);
            }
        });
    }

    /** Looks for newcomers each second, and counts now and then. A collection that fails holds up no other. */
    @Singleton
    static class Timer {

        private static final Logger LOG = Logger.getLogger(QueueFamilies.class);
        private static final Caller SYSTEM = Caller.system("queue-family");

        private final QueueFamilies families;
        private final Members members;

        Timer(QueueFamilies families, Members members) {
            this.families = families;
            this.members = members;
        }

        /** A batch of each collection in turn, until nobody is left. */
        @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void place() {
            List<Integer> open = new ArrayList<>(families.withNewcomers(SYSTEM, collections()));
            while (!open.isEmpty()) {
                open.removeIf(collectionId -> !place(collectionId));
            }
        }

        private boolean place(int collectionId) {
            try {
                return families.place(SYSTEM, collectionId);
            } catch (RuntimeException e) {
                LOG.errorf(e, "What came to the queue of the collection number %d could not be grouped", collectionId);
                return false;
            }
        }

        @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void count() {
            for (int collectionId : families.withFamilies(SYSTEM, collections())) {
                try {
                    families.count(SYSTEM, collectionId);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "The queue of the collection number %d could not be counted", collectionId);
                }
            }
        }

        private List<Integer> collections() {
            return members.collections(SYSTEM).stream().map(CollectionRef::id).toList();
        }
    }
}
