package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

@Singleton
@ActsAs
class CursorRepository {

    private final Database database;

    CursorRepository(Database database) {
        this.database = database;
    }

    /** The furthest position that any client of the caller's member was given; 0 for none. */
    @Transactional
    long furthest(Caller caller, int collectionId) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT coalesce(max(served), 0) FROM feed_cursor WHERE collection_id = ? AND member_id = ?")) {
                statement.setInt(1, collectionId);
                statement.setInt(2, caller.memberId());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Transactional
    void write(Caller system, List<Cursors.Cursor> cursors) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO feed_cursor (collection_id, client_id, member_id, position, served, at)
                    SELECT collection_id, client_id, member_id, position, served, to_timestamp(at_millis / 1000.0)
                    FROM unnest(?::integer[], ?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[])
                        AS t(collection_id, client_id, member_id, position, served, at_millis)
                    ORDER BY collection_id, client_id
                    ON CONFLICT (collection_id, client_id) DO UPDATE SET
                        position = CASE WHEN excluded.position >= 0 AND excluded.at >= feed_cursor.at
                            THEN excluded.position ELSE feed_cursor.position END,
                        served = greatest(feed_cursor.served, excluded.served),
                        at = greatest(feed_cursor.at, excluded.at)
                    """)) {
                statement.setArray(
                        1,
                        SqlArrays.integers(
                                connection,
                                SqlArrays.column(cursors, c -> c.key().collectionId())));
                statement.setArray(
                        2,
                        SqlArrays.texts(
                                connection,
                                SqlArrays.column(cursors, c -> c.key().clientId())));
                statement.setArray(
                        3, SqlArrays.integers(connection, SqlArrays.column(cursors, Cursors.Cursor::memberId)));
                statement.setArray(4, SqlArrays.longs(connection, SqlArrays.column(cursors, Cursors.Cursor::position)));
                statement.setArray(5, SqlArrays.longs(connection, SqlArrays.column(cursors, Cursors.Cursor::served)));
                statement.setArray(
                        6, SqlArrays.longs(connection, SqlArrays.column(cursors, c -> c.at().toEpochMilli())));
                statement.executeUpdate();
            }
        });
    }
}
