package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the families of a collection into a {@link FamilyBook}, and where their keeper has come to. {@code OFFSET 0} keeps each
 * look-up by its key: of tables newer than their statistics PostgreSQL would read all.
 */
@Singleton
class FamilyTables {

    private static final String MEMBER_COLUMNS =
            "SELECT m.indicator_id, m.type, m.value, m.family_id, f.medoid_id, f.medoid, f.size ";

    private static final String FAMILY_OF_MEMBER = """
            CROSS JOIN LATERAL (SELECT * FROM family
                WHERE collection_id = m.collection_id AND id = m.family_id OFFSET 0) AS f
            """;

    /** Where the keeper has come to. */
    record Head(long position, String chain) {

        static final Head START = new Head(0, "0".repeat(64));
    }

    /** How far the families of a collection are. */
    record Progress(long position, boolean hasDue) {

        static final Progress NONE = new Progress(0, false);
    }

    /** A value that is to be looked at again. */
    record Due(long id, Fingerprint fingerprint) {}

    /** The row is there from the first call on. */
    void createHead(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO family_head (collection_id) VALUES (?) ON CONFLICT DO NOTHING")) {
            statement.setInt(1, collectionId);
            statement.executeUpdate();
        }
    }

    /** Locks the families until the transaction ends; null when another keeper has them. */
    @Nullable
    Head lockHead(Connection connection, int collectionId) throws SQLException {
        return head(connection, collectionId, " FOR UPDATE SKIP LOCKED");
    }

    /** Without a lock; null before {@link #createHead}. */
    @Nullable
    Head head(Connection connection, int collectionId) throws SQLException {
        return head(connection, collectionId, "");
    }

    private static @Nullable Head head(Connection connection, int collectionId, String lock) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT position, chain FROM family_head WHERE collection_id = ?" + lock)) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))) : null;
            }
        }
    }

    Map<Integer, Progress> progress(Connection connection) throws SQLException {
        Map<Integer, Progress> progress = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT collection_id, position,
                            EXISTS (SELECT FROM family_due WHERE collection_id = head.collection_id)
                        FROM family_head AS head
                        """);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                progress.put(row.getInt(1), new Progress(row.getLong(2), row.getBoolean(3)));
            }
        }
        return progress;
    }

    /** The values that have been due for longest. */
    List<Due> due(Connection connection, int collectionId, int limit) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, type, value FROM family_due WHERE collection_id = ? ORDER BY id LIMIT ?")) {
            statement.setInt(1, collectionId);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(row.getLong(1), fingerprint(row.getString(2), row.getBytes(3))));
                }
            }
        }
        return due;
    }

    /** Tells the book of those of these values that are in a family; which. */
    List<Kin> knowByValue(Connection connection, int collectionId, Collection<Fingerprint> values, FamilyBook book)
            throws SQLException {
        if (values.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(MEMBER_COLUMNS + """
                FROM unnest(?::text[], ?::bytea[]) AS asked(type, value)
                CROSS JOIN LATERAL (SELECT * FROM family_member
                    WHERE collection_id = ? AND value = asked.value AND type = asked.type OFFSET 0) AS m
                """ + FAMILY_OF_MEMBER)) {
            statement.setArray(1, types(connection, values));
            statement.setArray(2, values(connection, values));
            statement.setInt(3, collectionId);
            return know(statement, book);
        }
    }

    /** Tells the book of those of these indicators that are in a family. */
    void knowById(Connection connection, int collectionId, Collection<UUID> ids, FamilyBook book) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(MEMBER_COLUMNS + """
                FROM unnest(?::uuid[]) AS asked(id)
                CROSS JOIN LATERAL (SELECT * FROM family_member
                    WHERE collection_id = ? AND indicator_id = asked.id OFFSET 0) AS m
                """ + FAMILY_OF_MEMBER)) {
            statement.setArray(1, SqlArrays.uuids(connection, ids));
            statement.setInt(2, collectionId);
            know(statement, book);
        }
    }

    private static List<Kin> know(PreparedStatement statement, FamilyBook book) throws SQLException {
        List<Kin> known = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Kin kin = kin(row);
                UUID family = row.getObject(4, UUID.class);
                Fingerprint medoid = fingerprint(row.getString(2), row.getBytes(6));
                book.know(family, new Kin(row.getObject(5, UUID.class), medoid), row.getInt(7));
                book.know(family, kin);
                known.add(kin);
            }
        }
        return known;
    }

    /** Tells the book all members of families that it knows. */
    void knowMembers(Connection connection, int collectionId, Collection<UUID> families, FamilyBook book)
            throws SQLException {
        if (families.isEmpty()) {
            return;
        }
        Map<UUID, List<Kin>> members = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT m.indicator_id, m.type, m.value, m.family_id
                FROM unnest(?::uuid[]) AS asked(id)
                CROSS JOIN LATERAL (SELECT * FROM family_member
                    WHERE collection_id = ? AND family_id = asked.id OFFSET 0) AS m
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, families));
            statement.setInt(2, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    members.computeIfAbsent(row.getObject(4, UUID.class), family -> new ArrayList<>())
                            .add(kin(row));
                }
            }
        }
        members.forEach(book::knowAll);
    }

    private static Kin kin(ResultSet row) throws SQLException {
        return new Kin(row.getObject(1, UUID.class), fingerprint(row.getString(2), row.getBytes(3)));
    }

    private static Fingerprint fingerprint(String type, byte[] value) {
        return FamilyType.ofWire(type).fingerprint(value);
    }

    static Array types(Connection connection, Collection<Fingerprint> fingerprints) throws SQLException {
        return SqlArrays.texts(
                connection,
                SqlArrays.column(fingerprints, fingerprint -> fingerprint.type().wire()));
    }

    static Array values(Connection connection, Collection<Fingerprint> fingerprints) throws SQLException {
        return SqlArrays.bytes(connection, SqlArrays.column(fingerprints, Fingerprint::value));
    }
}
