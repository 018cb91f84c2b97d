package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Spool;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/** The rows of a submission as a whole, and of its idempotency key. */
@Singleton
class SubmissionRows {

    /** An earlier request with the same key. */
    record Earlier(byte[] bodyHash, byte[] answer) {}

    /** The database's time of the transaction, by which all its rows go. The allow list stays as it is until it ends. */
    Instant begin(Connection connection, int collectionId) throws SQLException {
        Database.joinByKey(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT now() AS now, " + LookAlikesCache.HOLD)) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return SqlTimes.time(row, "now");
            }
        }
    }

    /** Submissions that have met in a deadlock go one after the other. */
    void queueUp(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.submission'), ?)")) {
            statement.setInt(1, collectionId);
            statement.execute();
        }
    }

    /**
     * Takes the key; waits while another request with it is on its way.
     *
     * @return null when the key is new
     */
    @Nullable
    Earlier takeKey(Caller caller, Connection connection, int collectionId, String key, byte[] bodyHash, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO idempotency_key (collection_id, member_id, key, body_hash, created_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setString(3, key);
            statement.setBytes(4, bodyHash);
            statement.setObject(5, now.atOffset(ZoneOffset.UTC));
            if (statement.executeUpdate() == 1) {
                return null;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT body_hash, answer FROM idempotency_key
                WHERE collection_id = ? AND member_id = ? AND key = ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setString(3, key);
            try (ResultSet row = statement.executeQuery()) {
                // It may have been purged between the two statements: then this request is done again.
                if (!row.next()) {
                    throw new SQLException("the idempotency key has just been purged", "40001");
                }
                return new Earlier(row.getBytes("body_hash"), row.getBytes("answer"));
            }
        }
    }

    void keepAnswer(Caller caller, Connection connection, int collectionId, String key, Spool gzip)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        UPDATE idempotency_key SET answer = ?
                        WHERE collection_id = ? AND member_id = ? AND key = ?
                        """);
                InputStream bytes = gzip.read()) {
            statement.setBinaryStream(1, bytes, gzip.size());
            statement.setInt(2, collectionId);
            statement.setInt(3, caller.memberId());
            statement.setString(4, key);
            statement.executeUpdate();
        }
    }

    void insert(Caller caller, Connection connection, Sending sending, int received, SubmissionSummary summary)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO submission (collection_id, id, member_id, client_id, received_at, received, created,
                    corroborated, duplicate, rejected)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            statement.setInt(1, sending.collection().id());
            statement.setObject(2, sending.submissionId());
            statement.setInt(3, caller.memberId());
            statement.setString(4, caller.clientId());
            statement.setObject(5, sending.now().atOffset(ZoneOffset.UTC));
            statement.setInt(6, received);
            statement.setInt(7, summary.created());
            statement.setInt(8, summary.corroborated());
            statement.setInt(9, summary.duplicate());
            statement.setInt(10, summary.rejected());
            statement.executeUpdate();
        }
    }

    /** Deletes keys that were made before, some at a time. How many. */
    int purgeKeys(Caller caller, Connection connection, Instant before, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT ?
                    FOR UPDATE SKIP LOCKED))
                """)) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
