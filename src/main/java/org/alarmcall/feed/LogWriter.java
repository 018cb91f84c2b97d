package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.platform.CopyRows;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Writes a batch of entries, what is live after it, the digest and the head. Called under the head's row lock. */
@Singleton
class LogWriter {

    private record DigestKey(String kind, String type, int tier) {}

    Map<UUID, Live> live(Connection connection, int collectionId, String kind, Collection<UUID> subjects)
            throws SQLException {
        Map<UUID, Live> live = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT subject_id, type, tier, value, digest_key, body_hash, changes_at FROM feed_live
                WHERE collection_id = ? AND kind = ? AND subject_id = ANY(?)
                """)) {
            statement.setInt(1, collectionId);
            statement.setString(2, kind);
            statement.setArray(3, SqlArrays.uuids(connection, subjects));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    live.put(
                            row.getObject(1, UUID.class),
                            new Live(
                                    row.getString(2),
                                    Tier.ofRank(row.getInt(3)),
                                    row.getBytes(4),
                                    row.getBytes(5),
                                    row.getBytes(6),
                                    changes(row)));
                }
            }
        }
        return live;
    }

    private static @Nullable Instant changes(ResultSet row) throws SQLException {
        OffsetDateTime changes = row.getObject("changes_at", OffsetDateTime.class);
        return changes == null ? null : changes.toInstant();
    }

    void append(Connection connection, int collectionId, Sequencing sequencing) throws SQLException {
        List<Entry> entries = sequencing.entries();
        writeEntries(connection, collectionId, entries);
        writeFirst(
                connection, collectionId, entries.stream().filter(Entry::enters).toList());
        writeLive(
                connection,
                collectionId,
                entries.stream().filter(Entry::isUpsert).toList());
        List<Entry> withdrawals =
                entries.stream().filter(entry -> !entry.isUpsert()).toList();
        removeLive(connection, collectionId, withdrawals);
        writeWithdrawals(connection, collectionId, withdrawals);
        writeDigests(connection, collectionId, entries);
        moveHead(connection, collectionId, sequencing, entries.get(entries.size() - 1));
    }

    private static void writeEntries(Connection connection, int collectionId, List<Entry> entries) throws SQLException {
        try (CopyRows rows = CopyRows.into(
                connection,
                "feed_entry (collection_id, position, at, kind, type, subject_id, value, tier, tier_before,"
                        + " payload, leave_payload, chain)")) {
            for (Entry entry : entries) {
                rows.startRow(12);
                rows.int4(collectionId);
                rows.int8(entry.position());
                rows.timestamptz(entry.at());
                rows.text(entry.kind());
                rows.text(entry.type());
                rows.uuid(entry.subject());
                rows.bytea(entry.value());
                rows.int2((short) entry.tier());
                rows.int2((short) entry.tierBefore());
                rows.text(entry.payload());
                rows.text(entry.leavePayload());
                rows.bytea(entry.chain());
            }
            rows.finish();
        }
    }

    /** A subject that was in the feed before keeps its first position. */
    private static void writeFirst(Connection connection, int collectionId, List<Entry> entering) throws SQLException {
        if (entering.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_first (collection_id, kind, subject_id, position)
                SELECT ?, kind, subject_id, position
                FROM unnest(?::text[], ?::uuid[], ?::bigint[]) AS t(kind, subject_id, position)
                ORDER BY subject_id
                ON CONFLICT (collection_id, kind, subject_id) DO UPDATE SET latest = excluded.position
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.texts(connection, SqlArrays.column(entering, Entry::kind)));
            statement.setArray(3, SqlArrays.uuids(connection, SqlArrays.column(entering, Entry::subject)));
            statement.setArray(4, SqlArrays.longs(connection, SqlArrays.column(entering, Entry::position)));
            statement.executeUpdate();
        }
    }

    private static void writeLive(Connection connection, int collectionId, List<Entry> upserts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_live (collection_id, kind, subject_id, position, type, tier, value, digest_key, body_hash,
                    expires_at, changes_at)
                SELECT ?, kind, subject_id, position, type, tier, value, digest_key, body_hash, expires_at, changes_at
                FROM unnest(?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::smallint[], ?::bytea[], ?::bytea[], ?::bytea[],
                        ?::timestamptz[], ?::timestamptz[])
                    AS t(kind, subject_id, position, type, tier, value, digest_key, body_hash, expires_at, changes_at)
                ORDER BY subject_id
                ON CONFLICT (collection_id, kind, subject_id) DO UPDATE SET
                    position = excluded.position, tier = excluded.tier, body_hash = excluded.body_hash,
                    expires_at = excluded.expires_at, changes_at = excluded.changes_at
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.texts(connection, SqlArrays.column(upserts, Entry::kind)));
            statement.setArray(3, SqlArrays.uuids(connection, SqlArrays.column(upserts, Entry::subject)));
            statement.setArray(4, SqlArrays.longs(connection, SqlArrays.column(upserts, Entry::position)));
            statement.setArray(5, SqlArrays.texts(connection, SqlArrays.column(upserts, Entry::type)));
            statement.setArray(6, SqlArrays.shorts(connection, SqlArrays.column(upserts, entry ->
                    (short) entry.tier())));
            statement.setArray(7, SqlArrays.bytes(connection, SqlArrays.column(upserts, Entry::value)));
            statement.setArray(8, SqlArrays.bytes(connection, SqlArrays.column(upserts, Entry::digestKey)));
            statement.setArray(9, SqlArrays.bytes(connection, SqlArrays.column(upserts, Entry::bodyHash)));
            statement.setArray(10, SqlArrays.times(connection, SqlArrays.column(upserts, Entry::expires)));
            statement.setArray(11, SqlArrays.times(connection, SqlArrays.column(upserts, Entry::changes)));
            statement.executeUpdate();
        }
    }

    /** When subjects are looked at again of which nothing new was published. */
    void reschedule(Connection connection, int collectionId, List<Sequencing.Rescheduled> subjects)
            throws SQLException {
        if (subjects.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE feed_live AS live SET changes_at = t.changes_at
                FROM unnest(?::text[], ?::uuid[], ?::timestamptz[]) AS t(kind, subject_id, changes_at)
                WHERE live.collection_id = ? AND live.kind = t.kind AND live.subject_id = t.subject_id
                """)) {
            statement.setArray(
                    1, SqlArrays.texts(connection, SqlArrays.column(subjects, Sequencing.Rescheduled::kind)));
            statement.setArray(
                    2, SqlArrays.uuids(connection, SqlArrays.column(subjects, Sequencing.Rescheduled::subject)));
            statement.setArray(
                    3, SqlArrays.times(connection, SqlArrays.column(subjects, Sequencing.Rescheduled::changes)));
            statement.setInt(4, collectionId);
            statement.executeUpdate();
        }
    }

    private static void removeLive(Connection connection, int collectionId, List<Entry> withdrawals)
            throws SQLException {
        if (withdrawals.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM feed_live USING unnest(?::text[], ?::uuid[]) AS gone(kind, subject_id)
                WHERE feed_live.collection_id = ? AND feed_live.kind = gone.kind
                    AND feed_live.subject_id = gone.subject_id
                """)) {
            statement.setArray(1, SqlArrays.texts(connection, SqlArrays.column(withdrawals, Entry::kind)));
            statement.setArray(2, SqlArrays.uuids(connection, SqlArrays.column(withdrawals, Entry::subject)));
            statement.setInt(3, collectionId);
            statement.executeUpdate();
        }
    }

    /** With where each had come into the feed, for the receipts. */
    private static void writeWithdrawals(Connection connection, int collectionId, List<Entry> withdrawals)
            throws SQLException {
        if (withdrawals.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_withdrawal (collection_id, position, at, entered)
                SELECT first.collection_id, gone.position, gone.at, first.entered
                FROM unnest(?::text[], ?::uuid[], ?::bigint[], ?::timestamptz[]) AS gone(kind, subject_id, position, at)
                CROSS JOIN LATERAL (
                    SELECT collection_id, coalesce(latest, position) AS entered FROM feed_first
                    WHERE collection_id = ? AND kind = gone.kind AND subject_id = gone.subject_id OFFSET 0) AS first
                """)) {
            statement.setArray(1, SqlArrays.texts(connection, SqlArrays.column(withdrawals, Entry::kind)));
            statement.setArray(2, SqlArrays.uuids(connection, SqlArrays.column(withdrawals, Entry::subject)));
            statement.setArray(3, SqlArrays.longs(connection, SqlArrays.column(withdrawals, Entry::position)));
            statement.setArray(4, SqlArrays.times(connection, SqlArrays.column(withdrawals, Entry::at)));
            statement.setInt(5, collectionId);
            statement.executeUpdate();
        }
    }

    private static void writeDigests(Connection connection, int collectionId, List<Entry> entries) throws SQLException {
        Map<DigestKey, DigestDelta> changes = new LinkedHashMap<>();
        for (Entry entry : entries) {
            change(changes, entry, entry.tierBefore(), false);
            change(changes, entry, entry.tier(), true);
        }
        readDigests(connection, collectionId)
                .forEach((key, stored) -> changes.computeIfPresent(key, (k, delta) -> delta.plus(stored)));
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_digest (collection_id, kind, type, tier, count, digest) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (collection_id, kind, type, tier) DO UPDATE SET
                    count = excluded.count, digest = excluded.digest
                """)) {
            for (Map.Entry<DigestKey, DigestDelta> change : changes.entrySet()) {
                statement.setInt(1, collectionId);
                statement.setString(2, change.getKey().kind());
                statement.setString(3, change.getKey().type());
                statement.setInt(4, change.getKey().tier());
                statement.setLong(5, change.getValue().count());
                statement.setBytes(6, change.getValue().digest());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void change(Map<DigestKey, DigestDelta> changes, Entry entry, int tier, boolean enters) {
        if (tier > 0) {
            changes.compute(new DigestKey(entry.kind(), entry.type(), tier), (key, delta) -> {
                DigestDelta so = delta == null ? DigestDelta.NONE : delta;
                return enters ? so.plus(entry.digestKey()) : so.minus(entry.digestKey());
            });
        }
    }

    private static Map<DigestKey, DigestDelta> readDigests(Connection connection, int collectionId)
            throws SQLException {
        Map<DigestKey, DigestDelta> stored = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT kind, type, tier, count, digest FROM feed_digest WHERE collection_id = ?")) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.put(
                            new DigestKey(row.getString(1), row.getString(2), row.getInt(3)),
                            DigestDelta.of(row.getLong(4), row.getBytes(5)));
                }
            }
        }
        return stored;
    }

    private static void moveHead(Connection connection, int collectionId, Sequencing sequencing, Entry last)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH moved AS (
                    UPDATE feed_head SET position = ?, chain = ?, at = ? WHERE collection_id = ? RETURNING collection_id, position)
                SELECT pg_notify('alarmcall_feed', collection_id || ' ' || position) FROM moved
                """)) {
            statement.setLong(1, sequencing.position());
            statement.setBytes(2, sequencing.chain());
            statement.setObject(3, last.at().atOffset(java.time.ZoneOffset.UTC));
            statement.setInt(4, collectionId);
            statement.execute();
        }
    }
}
