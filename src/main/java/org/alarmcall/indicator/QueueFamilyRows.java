package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The rows behind families of what waits. Listing state 0 is pending. */
@Singleton
class QueueFamilyRows {

    private static final int FETCH_ROWS = 5_000;

    /** Values of founders that newcomers are compared with. */
    private static final int MOST_VALUES = 500_000;

    /** Families that one count corrects; the next goes on. */
    private static final int MOST_CORRECTED = 10_000;

    /** Those of the collections that have listings which nobody has compared yet. */
    List<Integer> withNewcomers(Connection connection, Collection<Integer> collections) throws SQLException {
        return collections(connection, collections, """
                SELECT FROM listing WHERE collection_id = c.id AND state = 0 AND family IS NULL
                """);
    }

    List<Integer> withFamilies(Connection connection, Collection<Integer> collections) throws SQLException {
        return collections(connection, collections, "SELECT FROM queue_family WHERE collection_id = c.id");
    }

    private static List<Integer> collections(Connection connection, Collection<Integer> collections, String having)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT c.id FROM unnest(?::integer[]) AS c(id) WHERE EXISTS (" + having + ")")) {
            statement.setArray(1, SqlArrays.integers(connection, collections));
            List<Integer> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getInt(1));
                }
            }
            return found;
        }
    }

    /** Whether nobody else keeps the collection's families now; until the end of the transaction nobody will. */
    boolean isMyTurn(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_try_advisory_xact_lock(hashtext('alarmcall.queue-family'), ?)")) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Listings that nobody has compared yet, locked, oldest first. What is just being decided or replaced is left for
     * later: this holds many locks, and must wait for none.
     */
    List<UUID> lockNewcomers(Connection connection, int collectionId, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id FROM listing WHERE collection_id = ? AND state = 0 AND family IS NULL
                ORDER BY id LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, most);
            return ids(statement);
        }
    }

    /** What listings show, of the types that are compared by distance; in the order of the listings, nothing for none. */
    Map<UUID, List<Fingerprint>> shown(Connection connection, int collectionId, Collection<UUID> listings)
            throws SQLException {
        Map<UUID, List<Fingerprint>> shown = new LinkedHashMap<>();
        listings.forEach(listing -> shown.put(listing, new ArrayList<>()));
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT l.id, i.type, i.value
                FROM unnest(?::uuid[]) AS l(id)
                CROSS JOIN LATERAL (SELECT indicator_id FROM report
                    WHERE collection_id = ? AND listing_id = l.id OFFSET 0) AS r
                CROSS JOIN LATERAL (SELECT type, value FROM indicator
                    WHERE collection_id = ? AND id = r.indicator_id AND type = ANY(?) OFFSET 0) AS i
                ORDER BY l.id, i.type, i.value
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, listings));
            statement.setInt(2, collectionId);
            statement.setInt(3, collectionId);
            statement.setArray(
                    4, SqlArrays.shorts(connection, SqlArrays.column(PendingCodes.TYPES, FingerprintType::code)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    shown.computeIfAbsent(row.getObject(1, UUID.class), listing -> new ArrayList<>())
                            .add(fingerprint(row));
                }
            }
        }
        return shown;
    }

    /** What the founders of the collection's families showed, by family. */
    PendingCodes founders(Connection connection, int collectionId) throws SQLException {
        PendingCodes founders = new PendingCodes();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT family_id, type, value FROM queue_family_value WHERE collection_id = ? LIMIT ?")) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setInt(1, collectionId);
            statement.setInt(2, MOST_VALUES);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    founders.add(row.getObject(1, UUID.class), fingerprint(row));
                }
            }
        }
        return founders;
    }

    /** Those of the ids that are families. */
    Set<UUID> families(Connection connection, int collectionId, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM queue_family WHERE collection_id = ? AND id = ANY(?)")) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, ids));
            return new HashSet<>(ids(statement));
        }
    }

    /** Adds families, of a size that is yet to be counted. */
    void found(Connection connection, int collectionId, Map<UUID, List<Fingerprint>> founded) throws SQLException {
        if (founded.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO queue_family (collection_id, id, size) SELECT ?, id, 0 FROM unnest(?::uuid[]) AS founded(id)")) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, founded.keySet()));
            statement.executeUpdate();
        }
        List<UUID> families = new ArrayList<>();
        List<Fingerprint> values = new ArrayList<>();
        founded.forEach((family, shown) -> shown.forEach(value -> {
            families.add(family);
            values.add(value);
        }));
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO queue_family_value (collection_id, family_id, type, value)
                SELECT ?, * FROM unnest(?::uuid[], ?::smallint[], ?::bytea[])
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, families));
            statement.setArray(
                    3,
                    SqlArrays.shorts(
                            connection,
                            SqlArrays.column(values, value -> value.type().code())));
            statement.setArray(4, SqlArrays.bytes(connection, SqlArrays.column(values, Fingerprint::value)));
            statement.executeUpdate();
        }
    }

    /** @param joined families of listings that {@link #lockNewcomers} locked */
    void join(Connection connection, int collectionId, Map<UUID, UUID> joined) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET family = joined.family
                FROM unnest(?::uuid[], ?::uuid[]) AS joined(id, family)
                WHERE listing.collection_id = ? AND listing.id = joined.id
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, joined.keySet()));
            statement.setArray(2, SqlArrays.uuids(connection, joined.values()));
            statement.setInt(3, collectionId);
            statement.executeUpdate();
        }
    }

    /**
     * Counts families anew, and lets those go of which nothing waits. What changes meanwhile is seen by the next count.
     *
     * @param of null for all
     */
    void count(Connection connection, int collectionId, @Nullable Collection<UUID> of) throws SQLException {
        Map<UUID, Integer> sizes = new LinkedHashMap<>();
        List<UUID> empty = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("""
                SELECT f.id, n.size
                FROM queue_family AS f CROSS JOIN LATERAL (SELECT count(*)::integer AS size FROM listing
                    WHERE collection_id = f.collection_id AND state = 0 AND family = f.id OFFSET 0) AS n
                WHERE f.collection_id = ? AND n.size <> f.size %s LIMIT ?
                """.formatted(of == null ? "" : "AND f.id = ANY(?)"))) {
            int at = 1;
            statement.setInt(at++, collectionId);
            if (of != null) {
                statement.setArray(at++, SqlArrays.uuids(connection, of));
            }
            statement.setInt(at, MOST_CORRECTED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getInt(2) == 0) {
                        empty.add(row.getObject(1, UUID.class));
                    } else {
                        sizes.put(row.getObject(1, UUID.class), row.getInt(2));
                    }
                }
            }
        }
        resize(connection, collectionId, sizes);
        delete(connection, "DELETE FROM queue_family WHERE collection_id = ? AND id = ANY(?)", collectionId, empty);
        delete(
                connection,
                "DELETE FROM queue_family_value WHERE collection_id = ? AND family_id = ANY(?)",
                collectionId,
                empty);
    }

    private static void resize(Connection connection, int collectionId, Map<UUID, Integer> sizes) throws SQLException {
        if (sizes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE queue_family SET size = now.size FROM unnest(?::uuid[], ?::integer[]) AS now(id, size)
                WHERE queue_family.collection_id = ? AND queue_family.id = now.id
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, sizes.keySet()));
            statement.setArray(2, SqlArrays.integers(connection, sizes.values()));
            statement.setInt(3, collectionId);
            statement.executeUpdate();
        }
    }

    private static void delete(Connection connection, String sql, int collectionId, List<UUID> families)
            throws SQLException {
        if (families.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, families));
            statement.executeUpdate();
        }
    }

    private static Fingerprint fingerprint(ResultSet row) throws SQLException {
        return Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
    }

    private static List<UUID> ids(PreparedStatement statement) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
