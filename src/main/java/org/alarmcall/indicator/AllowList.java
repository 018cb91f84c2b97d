package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of each collection that must never be published. What is on it leaves the feed at once, is not
 * published whoever approves it, and listings with it are flagged for staff.
 */
@Singleton
@ActsAs
@Transactional
public class AllowList {

    public static final int MAX_NOTE = 500;

    private final Database database;
    private final Members members;
    private final Feed feed;
    private final AuditLog audit;
    private final Ids ids;

    AllowList(Database database, Members members, Feed feed, AuditLog audit, Ids ids) {
        this.database = database;
        this.members = members;
        this.feed = feed;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * A page, oldest first.
     *
     * @param collection slug; null for all that the caller may read
     */
    public Page<AllowListEntry> list(Caller caller, @Nullable String collection, @Nullable String cursor, int limit) {
        return list(caller, collection, "", cursor, limit);
    }

    /**
     * As above, with a word.
     *
     * @param query entries whose note contains it, whatever its case, or whose value is it; empty for all
     */
    public Page<AllowListEntry> list(
            Caller caller, @Nullable String collection, String query, @Nullable String cursor, int limit) {
        List<CollectionRef> collections =
                collection == null ? members.collections(caller) : List.of(members.readable(caller, collection));
        UUID after = IdCursor.after(cursor);
        List<AllowListEntry> found = database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT collection_id, id, type, value, note, created_at, created_by FROM allow_list
                    WHERE collection_id = ANY(?) AND id > ?
                        AND (? = '' OR strpos(lower(note), lower(?)) > 0 OR value = ANY(?)) ORDER BY id LIMIT ?
                    """)) {
                statement.setArray(1, numbers(connection, collections));
                statement.setObject(2, after);
                statement.setString(3, query);
                statement.setString(4, query);
                statement.setArray(
                        5,
                        SqlArrays.bytes(connection, SqlArrays.column(Indicators.readings(query), Fingerprint::value)));
                statement.setInt(6, limit + 1);
                return entries(statement, collections);
            }
        });
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, limit),
                        IdCursor.of(found.get(limit - 1).id()));
    }

    /**
     * Adds a fingerprint, and flags the pending listings with it or with a picture near to it. Waits for the submissions
     * that don't know of it. Holds the feed still meanwhile: else an indicator that is being committed could be missed here
     * and published.
     *
     * @throws ProblemException 404 for the collection, 409 when the fingerprint is on the list
     */
    public AllowListEntry add(Caller caller, String collection, Fingerprint fingerprint, String note) {
        CollectionRef readable = members.readable(caller, collection);
        return database.call(connection -> {
            Database.joinByKey(connection);
            LookAlikesCache.change(connection, readable.id());
            if (fingerprint.type() == FingerprintType.IMAGE_PDQ) {
                flagNear(connection, readable, fingerprint);
            }
            feed.holdStill(caller, readable.id());
            List<AllowListEntry> added;
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO allow_list (collection_id, id, type, value, note, created_at, created_by)
                    VALUES (?, ?, ?, ?, ?, now(), ?)
                    ON CONFLICT (collection_id, type, value) DO NOTHING
                    RETURNING collection_id, id, type, value, note, created_at, created_by
                    """)) {
                statement.setInt(1, readable.id());
                statement.setObject(2, ids.ordered());
                statement.setShort(3, fingerprint.type().code());
                statement.setBytes(4, fingerprint.value());
                statement.setString(5, note);
                statement.setString(6, caller.clientId());
                added = entries(statement, List.of(readable));
            }
            if (added.isEmpty()) {
                throw Problem.ALREADY_EXISTS.because("This fingerprint is on the allow list.");
            }
            changed(caller, connection, readable, added.get(0), "allow_list.add");
            flagPending(connection, readable, fingerprint);
            return added.get(0);
        });
    }

    /**
     * Removes an entry: what was approved before comes back into the feed.
     *
     * @throws ProblemException 404
     */
    public void remove(Caller caller, UUID id) {
        List<CollectionRef> collections = members.collections(caller);
        database.run(connection -> {
            Database.joinByKey(connection);
            Integer collectionId = collectionOf(connection, collections, id);
            if (collectionId == null) {
                throw noEntry();
            }
            LookAlikesCache.change(connection, collectionId);
            feed.holdStill(caller, collectionId);
            List<AllowListEntry> removed;
            try (PreparedStatement statement = connection.prepareStatement("""
                    DELETE FROM allow_list WHERE collection_id = ? AND id = ?
                    RETURNING collection_id, id, type, value, note, created_at, created_by
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, id);
                removed = entries(statement, collections);
            }
            if (removed.isEmpty()) { // somebody else was first
                throw noEntry();
            }
            AllowListEntry entry = removed.get(0);
            changed(caller, connection, members.readable(caller, entry.collection()), entry, "allow_list.remove");
        });
    }

    private static ProblemException noEntry() {
        return Problem.NOT_FOUND.because("There is no such entry of the allow list.");
    }

    private static @Nullable Integer collectionOf(Connection connection, List<CollectionRef> collections, UUID id)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT collection_id FROM allow_list WHERE collection_id = ANY(?) AND id = ?")) {
            statement.setArray(1, numbers(connection, collections));
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : null;
            }
        }
    }

    private void changed(
            Caller caller, Connection connection, CollectionRef collection, AllowListEntry entry, String action)
            throws SQLException {
        Fingerprint fingerprint =
                Fingerprint.parse(Objects.requireNonNull(FingerprintType.ofWire(entry.type())), entry.value());
        UUID indicator = indicator(connection, collection, fingerprint);
        if (indicator != null) {
            feed.touch(caller, collection.id(), IndicatorFeedSource.KIND, List.of(indicator));
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("type", entry.type());
        details.put("value", entry.value());
        details.put("note", entry.note());
        audit.record(caller, action, collection.id(), entry.id().toString(), details);
    }

    private static @Nullable UUID indicator(Connection connection, CollectionRef collection, Fingerprint fingerprint)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id FROM indicator WHERE collection_id = ? AND type = ? AND value = ?")) {
            statement.setInt(1, collection.id());
            statement.setShort(2, fingerprint.type().code());
            statement.setBytes(3, fingerprint.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    /** Listings that wait already, locked in the order of their ids: state 0 is pending, queue reason 2 the allow list. */
    private static void flagPending(Connection connection, CollectionRef collection, Fingerprint fingerprint)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH waiting AS (
                    SELECT l.collection_id, l.id
                    FROM (
                        SELECT r.collection_id, r.listing_id
                        FROM indicator i JOIN report r ON r.collection_id = i.collection_id AND r.indicator_id = i.id
                        WHERE i.collection_id = ? AND i.type = ? AND i.value = ?
                        ORDER BY r.listing_id) AS reported
                    CROSS JOIN LATERAL (SELECT collection_id, id FROM listing
                        WHERE collection_id = reported.collection_id AND id = reported.listing_id AND state = 0
                        OFFSET 0 FOR UPDATE) AS l)
                UPDATE listing SET queue_reason = 2 FROM waiting
                WHERE listing.collection_id = waiting.collection_id AND listing.id = waiting.id
                """)) {
            statement.setInt(1, collection.id());
            statement.setShort(2, fingerprint.type().code());
            statement.setBytes(3, fingerprint.value());
            statement.executeUpdate();
        }
    }

    /** As above, for listings with a picture near to this one: reads the hashes of all pictures that wait. */
    private static void flagNear(Connection connection, CollectionRef collection, Fingerprint picture)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH waiting AS (
                    SELECT l.collection_id, l.id
                    FROM listing l
                    WHERE l.collection_id = ? AND l.state = 0 AND EXISTS (
                        SELECT FROM report r CROSS JOIN LATERAL (SELECT value FROM indicator
                            WHERE collection_id = r.collection_id AND id = r.indicator_id AND type = ? OFFSET 0) AS i
                        WHERE r.collection_id = l.collection_id AND r.listing_id = l.id
                            AND bit_count(('x' || encode(i.value, 'hex'))::bit(256) # ('x' || ?::text)::bit(256)) <= ?)
                    ORDER BY l.id FOR UPDATE OF l)
                UPDATE listing SET queue_reason = 2 FROM waiting
                WHERE listing.collection_id = waiting.collection_id AND listing.id = waiting.id
                """)) {
            statement.setInt(1, collection.id());
            statement.setShort(2, picture.type().code());
            statement.setString(3, picture.canonical());
            statement.setInt(4, LookAlikes.NEAR);
            statement.executeUpdate();
        }
    }

    private static java.sql.Array numbers(Connection connection, List<CollectionRef> collections) throws SQLException {
        return SqlArrays.integers(
                connection, collections.stream().map(CollectionRef::id).toList());
    }

    private static List<AllowListEntry> entries(PreparedStatement statement, List<CollectionRef> collections)
            throws SQLException {
        Map<Integer, String> slugs = new HashMap<>();
        collections.forEach(collection -> slugs.put(collection.id(), collection.slug()));
        List<AllowListEntry> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Fingerprint fingerprint =
                        Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
                entries.add(new AllowListEntry(
                        row.getObject("id", UUID.class),
                        String.valueOf(slugs.get(row.getInt("collection_id"))),
                        fingerprint.type().wire(),
                        fingerprint.canonical(),
                        row.getString("note"),
                        SqlTimes.time(row, "created_at"),
                        row.getString("created_by")));
            }
        }
        return entries;
    }
}
