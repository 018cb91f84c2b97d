package org.alarmcall.matching;

import jakarta.inject.Singleton;
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

/** Writes down what a batch has decided, in sets. */
@Singleton
class FamilyWriter {

    /**
     * @param firstPublished where those that joined a family came into the feed first
     * @return the members of families that go back further in the feed than they did
     */
    List<UUID> write(Connection connection, int collectionId, FamilyBook book, Map<UUID, Long> firstPublished)
            throws SQLException {
        Map<UUID, Long> firsts = new HashMap<>();
        book.joined().forEach((kin, family) -> {
            Long first = firstPublished.get(kin.id());
            if (first == null) {
                throw new IllegalStateException(
                        "the indicator " + kin.id() + " is in a family, and never was in the feed");
            }
            firsts.merge(family, first, Math::min);
        });
        List<UUID> older = membersOfOlder(connection, collectionId, firsts);
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
        keep(connection, collectionId, kept, firsts);
        return older;
    }

    private static List<UUID> membersOfOlder(Connection connection, int collectionId, Map<UUID, Long> firsts)
            throws SQLException {
        List<UUID> members = new ArrayList<>();
        if (firsts.isEmpty()) {
            return members;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT m.indicator_id FROM unnest(?::uuid[], ?::bigint[]) AS now(id, first)
                CROSS JOIN LATERAL (SELECT first FROM family
                    WHERE collection_id = ? AND id = now.id AND first > now.first OFFSET 0) AS before
                CROSS JOIN LATERAL (SELECT indicator_id FROM family_member
                    WHERE collection_id = ? AND family_id = now.id OFFSET 0) AS m
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, firsts.keySet()));
            statement.setArray(2, SqlArrays.longs(connection, firsts.values()));
            statement.setInt(3, collectionId);
            statement.setInt(4, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    members.add(row.getObject(1, UUID.class));
                }
            }
        }
        return members;
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

    private static void keep(Connection connection, int collectionId, List<Family> families, Map<UUID, Long> firsts)
            throws SQLException {
        if (families.isEmpty()) {
            return;
        }
        List<Fingerprint> medoids =
                families.stream().map(family -> family.medoid().fingerprint()).toList();
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO family (collection_id, id, type, medoid_id, medoid, size, first)
                SELECT ?, * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::bytea[], ?::integer[], ?::bigint[])
                ON CONFLICT (collection_id, id) DO UPDATE SET
                    medoid_id = excluded.medoid_id, medoid = excluded.medoid, size = excluded.size,
                    first = least(family.first, excluded.first)
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
            statement.setArray(
                    7,
                    SqlArrays.longs(
                            connection,
                            SqlArrays.column(families, family -> firsts.getOrDefault(family.id(), Long.MAX_VALUE))));
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
