package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Withdrawals and who held what was withdrawn. */
@Singleton
@ActsAs
class ReceiptRepository {

    /** Rows of each table that one call of {@link #purge} deletes at most. */
    static final int PURGE_BATCH = 10_000;

    private final Database database;

    ReceiptRepository(Database database) {
        this.database = database;
    }

    /** A withdrawal and the clients that held what it withdraws. */
    record Withdrawn(Holding.Withdrawal withdrawal, List<Holding> holdings) {}

    /**
     * The newest withdrawals before a position and not before a time, newest first, with the clients of one member or of
     * all.
     *
     * @param memberId null for all members
     * @param waited whether only clients that are or were given less than the withdrawal are wanted: all that are not past
     *     it are among them
     */
    @Transactional
    List<Withdrawn> newest(
            Caller caller,
            int collectionId,
            @Nullable Integer memberId,
            long before,
            Instant since,
            int count,
            boolean waited) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT withdrawal.position, withdrawal.at, withdrawal.entered,
                        reader.client_id, reader.member_id, reader.position, reader.position_at, reader.given,
                        reader.served, reader.served_at, passage.from_position, passage.from_at, passage.said_at
                    FROM (
                        SELECT position, at, entered FROM feed_withdrawal
                        WHERE collection_id = ? AND position < ? AND position >= (
                            SELECT position FROM feed_withdrawal WHERE collection_id = ? AND at >= ?
                            ORDER BY at LIMIT 1)
                        ORDER BY position DESC LIMIT ?) AS withdrawal
                    LEFT JOIN feed_cursor AS reader ON reader.collection_id = ?
                        AND reader.served >= withdrawal.entered AND (?::integer IS NULL OR reader.member_id = ?)
                        AND (NOT ? OR least(reader.position, reader.given) < withdrawal.position)
                    LEFT JOIN LATERAL (
                        SELECT from_position, from_at, said_at FROM feed_passage
                        WHERE collection_id = reader.collection_id AND client_id = reader.client_id
                            AND to_position >= withdrawal.position
                        ORDER BY to_position LIMIT 1) AS passage ON passage.from_position < withdrawal.position
                    ORDER BY withdrawal.position DESC, reader.client_id
                    """)) {
                statement.setInt(1, collectionId);
                statement.setLong(2, before);
                statement.setInt(3, collectionId);
                statement.setObject(4, since.atOffset(ZoneOffset.UTC));
                statement.setInt(5, count);
                statement.setInt(6, collectionId);
                statement.setObject(7, memberId, Types.INTEGER);
                statement.setObject(8, memberId, Types.INTEGER);
                statement.setBoolean(9, waited);
                try (ResultSet row = statement.executeQuery()) {
                    return read(row);
                }
            }
        });
    }

    private static List<Withdrawn> read(ResultSet row) throws SQLException {
        List<Withdrawn> found = new ArrayList<>();
        while (row.next()) {
            long position = row.getLong(1);
            if (found.isEmpty() || found.get(found.size() - 1).withdrawal().position() != position) {
                found.add(new Withdrawn(
                        new Holding.Withdrawal(position, instant(row, 2), row.getLong(3)), new ArrayList<>()));
            }
            Withdrawn last = found.get(found.size() - 1);
            Holding holding = row.getString(4) == null ? null : holding(row, last.withdrawal());
            if (holding != null) {
                last.holdings().add(holding);
            }
        }
        return found;
    }

    private static @Nullable Holding holding(ResultSet row, Holding.Withdrawal withdrawal) throws SQLException {
        Holding.Reader reader = new Holding.Reader(
                row.getString(4),
                row.getInt(5),
                row.getLong(6),
                instant(row, 7),
                row.getLong(8),
                row.getLong(9),
                instant(row, 10));
        OffsetDateTime saidAt = row.getObject(13, OffsetDateTime.class);
        Holding.Passage passage = row.getObject(12) == null
                ? null
                : new Holding.Passage(row.getLong(11), instant(row, 12), saidAt == null ? null : saidAt.toInstant());
        return Holding.of(withdrawal, reader, passage);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The entries at these positions, as sent. */
    @Transactional
    Map<Long, String> entries(Caller caller, int collectionId, Collection<Long> positions) {
        return database.call(connection -> {
            Map<Long, String> entries = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT position, payload FROM feed_entry WHERE collection_id = ? AND position = ANY(?)")) {
                statement.setInt(1, collectionId);
                statement.setArray(2, SqlArrays.longs(connection, positions));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        entries.put(row.getLong(1), row.getString(2));
                    }
                }
            }
            return entries;
        });
    }

    /**
     * Deletes what is about withdrawals before a time, at most {@link #PURGE_BATCH} rows of each table; whether there may be
     * more. The withdrawals go last, since they say which passages are to go.
     */
    @Transactional
    boolean purge(Caller system, int collectionId, Instant until) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            int passages;
            try (PreparedStatement statement = connection.prepareStatement("""
                    DELETE FROM feed_passage WHERE ctid = ANY(ARRAY(
                        SELECT old.ctid FROM feed_cursor AS reader
                        CROSS JOIN LATERAL (
                            SELECT ctid FROM feed_passage AS passage
                            WHERE passage.collection_id = reader.collection_id AND passage.client_id = reader.client_id
                                AND passage.to_position <= (
                                    SELECT position FROM feed_withdrawal WHERE collection_id = ? AND at < ?
                                    ORDER BY at DESC LIMIT 1)
                            ORDER BY to_position LIMIT ? FOR UPDATE SKIP LOCKED) AS old
                        WHERE reader.collection_id = ? LIMIT ?))
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, until.atOffset(ZoneOffset.UTC));
                statement.setInt(3, PURGE_BATCH);
                statement.setInt(4, collectionId);
                statement.setInt(5, PURGE_BATCH);
                passages = statement.executeUpdate();
            }
            if (passages == PURGE_BATCH) {
                return true;
            }
            try (PreparedStatement statement = connection.prepareStatement("""
                    DELETE FROM feed_withdrawal WHERE ctid = ANY(ARRAY(
                        SELECT ctid FROM feed_withdrawal WHERE collection_id = ? AND at < ?
                        ORDER BY at LIMIT ? FOR UPDATE SKIP LOCKED))
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, until.atOffset(ZoneOffset.UTC));
                statement.setInt(3, PURGE_BATCH);
                return statement.executeUpdate() == PURGE_BATCH;
            }
        });
    }
}
