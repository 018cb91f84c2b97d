package org.alarmcall.matching;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;

/**
 * Keeps the families of near-duplicates in step with the feed, a batch a transaction: how far it has read, who is in which family,
 * and the touches of those whose family changed are committed together. The row of {@code family_head} is the lock, so
 * any node may do it and only one does.
 *
 * <p>The log says which values to look at; how they stand is read now, from what is live. So looking twice at a value
 * changes nothing, and a batch may be behind. Entries that its own touches lead to neither enter nor leave, and end here.
 */
@Singleton
@ActsAs
class FamilyKeeper {

    /** Neighbours of an indicator that are taken into account: the nearest. */
    static final int NEIGHBOURS = 64;

    /** Members that are read in a batch because their family has lost its medoid; one family more is put off. */
    static final int MAX_ORPHANS = 20_000;

    private final Database database;
    private final FeedLog log;
    private final LiveValues liveValues;
    private final Feed feed;
    private final IndexFollower follower;
    private final FamilyTables tables;
    private final FamilyWriter writer;
    private final FamilyConfig config;
    private final Ids ids;

    FamilyKeeper(
            Database database,
            FeedLog log,
            LiveValues liveValues,
            Feed feed,
            IndexFollower follower,
            FamilyTables tables,
            FamilyWriter writer,
            FamilyConfig config,
            Ids ids) {
        this.database = database;
        this.log = log;
        this.liveValues = liveValues;
        this.feed = feed;
        this.follower = follower;
        this.tables = tables;
        this.writer = writer;
        this.config = config;
        this.ids = ids;
    }

    /**
     * Works off at most one batch of a collection. Whether there may be more.
     *
     * @throws org.alarmcall.platform.ProblemException {@code feed-rewound} when the feed is not the one that was followed
     */
    @Transactional
    boolean keep(Caller system, CollectionRef collection) {
        return database.call(connection -> keep(connection, system, collection));
    }

    private boolean keep(Connection connection, Caller system, CollectionRef collection) throws SQLException {
        setHolderTimeout(connection);
        Database.joinByKey(connection);
        FamilyTables.Head head = tables.lockHead(connection, collection.id());
        if (head == null) {
            return false;
        }
        CollectionIndex index = follower.index(collection, Duration.ZERO);
        if (index == null || index.position() < head.position()) {
            return false; // this node would miss neighbours
        }
        List<FamilyTables.Due> due = tables.due(connection, collection.id(), config.batchSize());
        if (due.isEmpty() && index.position() == head.position()) {
            return false;
        }
        Set<Fingerprint> asked = new LinkedHashSet<>();
        FamilyTables.Head next = head;
        if (due.isEmpty()) {
            FeedLog.Changes changes = changes(system, collection, head, index.position());
            changes.changes()
                    .forEach(
                            change -> asked.add(FamilyType.ofWire(change.type()).fingerprint(change.value())));
            next = new FamilyTables.Head(changes.next(), changes.chain());
        } else {
            due.forEach(value -> asked.add(value.fingerprint()));
        }
        FamilyBook book = new FamilyBook(ids::random);
        Set<Fingerprint> again = decide(connection, system, collection, index, asked, book);
        List<UUID> joined = book.joined().keySet().stream().map(Kin::id).toList();
        List<UUID> older = writer.write(
                connection,
                collection.id(),
                book,
                feed.firstPublished(system, collection.id(), FeedSource.INDICATOR, joined));
        writer.writeDue(connection, collection.id(), due, again);
        writer.moveHead(connection, collection.id(), next);
        touch(system, collection, book, older);
        return true;
    }

    /** A stretch of the log with at most a batch of values; long where little of it is about families. */
    private FeedLog.Changes changes(Caller system, CollectionRef collection, FamilyTables.Head head, long upTo) {
        FeedLog.Changes all = log.changes(system, collection, FamilyType.WIRES, head.position(), head.chain(), upTo);
        if (all.changes().size() <= config.batchSize()) {
            return all;
        }
        long batch = head.position() + config.batchSize();
        return log.changes(system, collection, FamilyType.WIRES, head.position(), head.chain(), batch);
    }

    /** Lets the book decide on these values; those that are to be looked at again. */
    private Set<Fingerprint> decide(
            Connection connection,
            Caller system,
            CollectionRef collection,
            CollectionIndex index,
            Set<Fingerprint> asked,
            FamilyBook book)
            throws SQLException {
        Set<Fingerprint> again = new LinkedHashSet<>();
        Map<Fingerprint, UUID> live = live(system, collection, asked);
        List<Kin> gone = tables.knowByValue(connection, collection.id(), asked, book).stream()
                .filter(kin -> !kin.id().equals(live.get(kin.fingerprint())))
                .toList();
        leave(connection, collection, gone, book, again);
        List<Kin> toPlace = live.entrySet().stream()
                .map(entry -> new Kin(entry.getValue(), entry.getKey()))
                .filter(book::isToBePlaced)
                .toList();
        place(connection, system, collection, index, toPlace, book);
        book.takeDue().forEach(kin -> again.add(kin.fingerprint()));
        return again;
    }

    private void leave(
            Connection connection, CollectionRef collection, List<Kin> gone, FamilyBook book, Set<Fingerprint> again)
            throws SQLException {
        List<Kin> leaving = new ArrayList<>();
        Set<UUID> orphaned = new LinkedHashSet<>();
        int orphans = 0;
        for (Kin kin : gone) {
            Family family = book.familyOf(kin);
            if (family != null && family.medoid().equals(kin)) {
                if (!orphaned.isEmpty() && orphans + family.size() > MAX_ORPHANS) {
                    again.add(kin.fingerprint());
                    continue;
                }
                orphaned.add(family.id());
                orphans += family.size();
            }
            leaving.add(kin);
        }
        tables.knowMembers(connection, collection.id(), orphaned, book);
        book.leave(leaving);
    }

    private void place(
            Connection connection,
            Caller system,
            CollectionRef collection,
            CollectionIndex index,
            List<Kin> toPlace,
            FamilyBook book)
            throws SQLException {
        if (toPlace.isEmpty()) {
            return;
        }
        Map<Kin, List<Kin>> near = near(system, collection, index, toPlace);
        Set<UUID> around = new LinkedHashSet<>();
        near.values().forEach(kins -> kins.forEach(kin -> around.add(kin.id())));
        tables.knowById(connection, collection.id(), around, book);
        Set<UUID> small = new LinkedHashSet<>();
        for (List<Kin> kins : near.values()) {
            Family family = kins.isEmpty() ? null : book.familyOf(kins.get(0));
            if (family != null && family.size() <= Family.SMALL && !family.knowsMembers()) {
                small.add(family.id());
            }
        }
        tables.knowMembers(connection, collection.id(), small, book);
        near.forEach(book::look);
    }

    /** The indicators near to each, those that are in the feed now. */
    private Map<Kin, List<Kin>> near(Caller system, CollectionRef collection, CollectionIndex index, List<Kin> of) {
        NearSearch search = new NearSearch(index, NEIGHBOURS);
        Map<Fingerprint, List<Fingerprint>> values = new HashMap<>();
        for (Kin kin : of) {
            values.put(
                    kin.fingerprint(),
                    search.within(kin.fingerprint(), kin.type().radius()).withoutEqual().list().stream()
                            .map(NearSearch.Candidate::fingerprint)
                            .toList());
        }
        Set<Fingerprint> all = new LinkedHashSet<>();
        values.values().forEach(all::addAll);
        Map<Fingerprint, Kin> live = new HashMap<>();
        live(system, collection, all).forEach((value, id) -> live.put(value, new Kin(id, value)));
        Map<Kin, List<Kin>> near = new LinkedHashMap<>();
        for (Kin kin : of) {
            near.put(
                    kin,
                    values.getOrDefault(kin.fingerprint(), List.of()).stream()
                            .filter(live::containsKey)
                            .map(live::get)
                            .toList());
        }
        return near;
    }

    /** The ids of those of the values that are in the feed, in the order of the values. */
    private Map<Fingerprint, UUID> live(Caller system, CollectionRef collection, Collection<Fingerprint> values) {
        Map<Fingerprint, UUID> found = new HashMap<>();
        List<LiveValues.Key> keys = values.stream()
                .map(value -> new LiveValues.Key(value.type().wire(), value.value()))
                .toList();
        for (LiveValues.FoundId live : liveValues.ids(system, collection, keys)) {
            found.put(FamilyType.ofWire(live.type()).fingerprint(live.value()), live.id());
        }
        Map<Fingerprint, UUID> ordered = new LinkedHashMap<>();
        for (Fingerprint value : values) {
            UUID id = found.get(value);
            if (id != null) {
                ordered.put(value, id);
            }
        }
        return ordered;
    }

    /**
     * Who left is touched too: it may be published again in the same moment, still with its family.
     *
     * @param older whose family goes back further in the feed now: who is an echo may have changed
     */
    private void touch(Caller system, CollectionRef collection, FamilyBook book, List<UUID> older) {
        Set<UUID> changed = new LinkedHashSet<>(older);
        book.joined().keySet().forEach(kin -> changed.add(kin.id()));
        book.left().forEach(kin -> changed.add(kin.id()));
        feed.touch(system, collection.id(), FeedSource.INDICATOR, changed);
    }

    /**
     * Follows the feed from its start again, when it is not the one that was followed: every member is looked at, and then all
     * that the feed has. Who still belongs together keeps its family. Does nothing when another node was faster.
     *
     * @param followed where the keeper was
     */
    @Transactional
    void startOver(Caller system, CollectionRef collection, FamilyTables.Head followed) {
        database.run(connection -> {
            if (followed.equals(tables.lockHead(connection, collection.id()))) {
                writer.allDue(connection, collection.id());
                writer.moveHead(connection, collection.id(), FamilyTables.Head.START);
            }
        });
    }

    /** Where the keeper of a collection is; it gets its place with the first call. */
    @Transactional
    FamilyTables.Head head(Caller system, CollectionRef collection) {
        return database.call(connection -> {
            FamilyTables.Head head = tables.head(connection, collection.id());
            if (head == null) {
                tables.createHead(connection, collection.id());
                return FamilyTables.Head.START;
            }
            return head;
        });
    }

    /** How far the families of all collections are that have any. */
    @Transactional
    Map<Integer, FamilyTables.Progress> progress(Caller system) {
        return database.call(tables::progress);
    }

    private void setHolderTimeout(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('idle_in_transaction_session_timeout', ?, true)")) {
            statement.setString(1, config.holderTimeout().toMillis() + "ms");
            statement.execute();
        }
    }
}
