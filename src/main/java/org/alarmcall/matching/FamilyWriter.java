package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.platform.SqlArrays;

/** Writes down what a batch has decided, in sets. */
@Singleton
class FamilyWriter {

    void write(Connection connection, int collectionId, FamilyBook book) throws SQLException {
        List<UUID> left = book.left().stream().map(Kin::id).toList();
        List<UUID> empty = new ArrayList<>();
        List<Family> kept = new ArrayList<>();
        for (Family family : book.changedFamilies()) {
            if (family.size() == 0) {
                empty.add(family.id());
            } else {
                kept.add(family);
            }
        }
        delete(
                connection,
                "DELETE FROM family_member WHERE collection_id = ? AND indicator_id = ANY(?)",
                collectionId,
                left);
        join(connection, collectionId, book.joined());
        delete(connection, "DELETE FROM family WHERE collection_id = ? AND id = ANY(?)", collectionId, empty);
        keep(connection, collectionId, kept);
    }

    private static void delete(Connection connection, String sql, int collectionId, List<UUID> ids)
            throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, ids));
            statement.executeUpdate();
        }
    }

    private static void join(Connection connection, int collectionId, Map<Kin, UUID> joined) throws SQLException {
        if (joined.isEmpty()) {
            return;
        }
        List<Fingerprint> fingerprints =
                joined.keySet().stream().map(Kin::fingerprint).toList();
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO family_member (collection_id, indicator_id, family_id, type, value)
                SELECT ?, * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::bytea[])
                ON CONFLICT (collection_id, indicator_id) DO UPDATE SET family_id = excluded.family_id
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, SqlArrays.column(joined.keySet(), Kin::id)));
            statement.setArray(3, SqlArrays.uuids(connection, joined.values()));
            statement.setArray(4, FamilyTables.types(connection, fingerprints));
            statement.setArray(5, FamilyTables.values(connection, fingerprints));
            statement.executeUpdate();
        }
    }

    private static void keep(Connection connection, int collectionId, List<Family> families) throws SQLException {
        if (families.isEmpty()) {
            return;
        }
        List<Fingerprint> medoids =
                families.stream().map(family -> family.medoid().fingerprint()).toList();
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO family (collection_id, id, type, medoid_id, medoid, size)
                SELECT ?, * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::bytea[], ?::integer[])
                ON CONFLICT (collection_id, id) DO UPDATE SET
                    medoid_id = excluded.medoid_id, medoid = excluded.medoid, size = excluded.size
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, SqlArrays.column(families, Family::id)));
            statement.setArray(3, FamilyTables.types(connection, medoids));
            statement.setArray(
                    4,
                    SqlArrays.uuids(
                            connection,
                            SqlArrays.column(families, family -> family.medoid().id())));
            statement.setArray(5, FamilyTables.values(connection, medoids));
            statement.setArray(6, SqlArrays.integers(connection, SqlArrays.column(families, Family::size)));
            statement.executeUpdate();
        }
    }

    /** Takes off what was looked at, and notes what is to be looked at again. */
    void writeDue(Connection connection, int collectionId, List<FamilyTables.Due> done, Collection<Fingerprint> again)
            throws SQLException {
        if (!done.isEmpty()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM family_due WHERE collection_id = ? AND id = ANY(?)")) {
                statement.setInt(1, collectionId);
                statement.setArray(2, SqlArrays.longs(connection, SqlArrays.column(done, FamilyTables.Due::id)));
                statement.executeUpdate();
            }
        }
        if (!again.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO family_due (collection_id, type, value)
                    SELECT ?, type, value FROM unnest(?::text[], ?::bytea[]) WITH ORDINALITY AS again(type, value, place)
                    ORDER BY place
                    """)) {
                statement.setInt(1, collectionId);
                statement.setArray(2, FamilyTables.types(connection, again));
                statement.setArray(3, FamilyTables.values(connection, again));
                statement.executeUpdate();
            }
        }
    }

    /** Notes every member to be looked at again. */
    void allDue(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO family_due (collection_id, type, value)
                SELECT collection_id, type, value FROM family_member WHERE collection_id = ? ORDER BY indicator_id
                """)) {
            statement.setInt(1, collectionId);
            statement.executeUpdate();
        }
    }

    void moveHead(Connection connection, int collectionId, FamilyTables.Head head) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE family_head SET position = ?, chain = ? WHERE collection_id = ?")) {
            statement.setLong(1, head.position());
            statement.setBytes(2, HexFormat.of().parseHex(head.chain()));
            statement.setInt(3, collectionId);
            statement.executeUpdate();
        }
    }
}
