package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * The listings that wait for staff, pending ones and approved ones that were recalled, oldest first. A listing keeps its
 * place when its member replaces it.
 */
@Singleton
@ActsAs
@Transactional
public class ReviewQueue {

    private final Database database;
    private final Members members;
    private final ReviewListings listings;
    private final QueueWalk walk;

    ReviewQueue(Database database, Members members, ReviewListings listings, QueueWalk walk) {
        this.database = database;
        this.members = members;
        this.listings = listings;
        this.walk = walk;
    }

    /**
     * A page of the queue.
     *
     * @param collection slug; null for all that the caller may read
     * @param reason {@code new}, {@code changed}, {@code allow_list}, {@code quarantined}; null for all
     * @param cursor from the page before; null for the first
     * @param limit 1 to {@link Page#MAX_LIMIT}
     * @throws ProblemException 404 for a collection that the caller may not read, 422 for an unknown reason
     */
    public Page<ReviewListing> page(
            Caller caller, @Nullable String collection, @Nullable String reason, @Nullable String cursor, int limit) {
        List<CollectionRef> collections = collections(caller, collection);
        QueueReason queueReason = reason == null
                ? null
                : QueueReason.parse(reason)
                        .orElseThrow(() ->
                                ProblemException.invalid("/reason", "must be new, changed, allow_list or quarantined"));
        UUID after = IdCursor.after(cursor);
        return database.call(connection -> page(caller, connection, collections, queueReason, after, limit));
    }

    /**
     * A page of lines of the queue. It looks at {@value QueueWalk#MAX_WALKED} listings at most, so that it may have
     * fewer lines than asked for, or none, and still a next page.
     *
     * @param without what is left out
     * @param cursor from the page before, of the same order; null for the first
     * @throws ProblemException 404 for a collection that the caller may not read
     */
    public Page<QueueRow> rows(
            Caller caller, QueueFilter filter, QueueFilter.Without without, @Nullable String cursor, int limit) {
        List<CollectionRef> collections = collections(caller, filter.collection());
        return database.call(connection -> walk.page(caller, connection, collections, filter, without, cursor, limit));
    }

    /** Lines of these listings, whether they wait or not. */
    public List<QueueRow> rows(Caller caller, Collection<UUID> listings) {
        return database.call(connection -> walk.rows(caller, connection, collections(caller, null), listings));
    }

    /** The cursor of a page of {@link #rows} that begins after the listing, or its family; empty when it does not wait. */
    public Optional<String> after(Caller caller, QueueOrder order, UUID listing) {
        return database.call(connection -> QueueWalk.after(connection, collections(caller, null), order, listing));
    }

    /**
     * The other waiting listings of a listing's family, oldest first.
     *
     * @param collection slug
     * @param limit 1 to {@link QueueRow#FAMILY_COUNTED}
     * @throws ProblemException 404 for a collection that the caller may not read
     */
    public List<QueueRow> family(Caller caller, String collection, UUID listing, int limit) {
        CollectionRef readable = members.readable(caller, collection);
        return database.call(connection -> walk.family(caller, connection, readable, listing, limit));
    }

    /** How many listings wait, counted up to {@code most}. */
    public int waiting(Caller caller, int most) {
        return database.call(connection -> QueueWalk.count(connection, collections(caller, null), most));
    }

    private List<CollectionRef> collections(Caller caller, @Nullable String collection) {
        return collection == null ? members.readable(caller) : List.of(members.readable(caller, collection));
    }

    /** A listing in any state. */
    public ReviewListing listing(Caller caller, UUID id) {
        return database.call(connection -> {
            Integer collectionId = collectionOf(connection, members.collections(caller), id);
            ReviewListing listing = collectionId == null
                    ? null
                    : listings.load(caller, connection, members.collection(caller, collectionId), List.of(id))
                            .get(id);
            if (listing == null) {
                throw Problem.NOT_FOUND.because("There is no such listing.");
            }
            return listing;
        });
    }

    private static @Nullable Integer collectionOf(Connection connection, List<CollectionRef> collections, UUID listing)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT collection_id FROM listing WHERE collection_id = ANY(?) AND id = ?")) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setObject(2, listing);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : null;
            }
        }
    }

    private Page<ReviewListing> page(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            @Nullable QueueReason reason,
            UUID after,
            int limit)
            throws SQLException {
        Map<UUID, Integer> pending = pending(connection, collections, reason, after, limit + 1);
        List<UUID> ids = new ArrayList<>(pending.keySet());
        List<UUID> shown = ids.subList(0, Math.min(limit, ids.size()));
        Map<UUID, ReviewListing> loaded = new HashMap<>();
        for (CollectionRef collection : collections) {
            List<UUID> here = shown.stream()
                    .filter(id -> Objects.equals(pending.get(id), collection.id()))
                    .toList();
            if (!here.isEmpty()) {
                loaded.putAll(listings.load(caller, connection, collection, here));
            }
        }
        List<ReviewListing> items = new ArrayList<>(shown.size());
        for (UUID id : shown) {
            ReviewListing listing = loaded.get(id);
            if (listing != null) {
                items.add(listing);
            }
        }
        return new Page<>(items, ids.size() > limit ? IdCursor.of(ids.get(limit - 1)) : null);
    }

    /** Listing and collection, by listing id. One short walk of an index for each collection. */
    private static Map<UUID, Integer> pending(
            Connection connection, List<CollectionRef> collections, @Nullable QueueReason reason, UUID after, int limit)
            throws SQLException {
        String condition = reason == null ? "" : "AND queue_reason = " + reason.code();
        Map<UUID, Integer> pending = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT q.id, q.collection_id
                FROM unnest(?::integer[]) AS c(id)
                CROSS JOIN LATERAL (
                    (SELECT id, collection_id FROM listing
                    WHERE collection_id = c.id AND state = 0 %1$s AND id > ?
                    ORDER BY id LIMIT ?)
                    UNION ALL
                    (SELECT id, collection_id FROM listing
                    WHERE collection_id = c.id AND recalled AND state = 1 %1$s AND id > ?
                    ORDER BY id LIMIT ?)) q
                ORDER BY q.id LIMIT ?
                """.formatted(condition))) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setObject(2, after);
            statement.setInt(3, limit);
            statement.setObject(4, after);
            statement.setInt(5, limit);
            statement.setInt(6, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pending.put(row.getObject("id", UUID.class), row.getInt("collection_id"));
                }
            }
        }
        return pending;
    }
}
