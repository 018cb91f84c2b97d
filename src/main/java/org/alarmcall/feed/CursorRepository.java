package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.util.List;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;

@Singleton
@ActsAs
class CursorRepository {

    private final Database database;

    CursorRepository(Database database) {
        this.database = database;
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
                        connection.createArrayOf(
                                "int4",
                                cursors.stream()
                                        .map(c -> c.key().collectionId())
                                        .toArray()));
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                cursors.stream().map(c -> c.key().clientId()).toArray()));
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "int4",
                                cursors.stream().map(Cursors.Cursor::memberId).toArray()));
                statement.setArray(
                        4,
                        connection.createArrayOf(
                                "int8",
                                cursors.stream().map(Cursors.Cursor::position).toArray()));
                statement.setArray(
                        5,
                        connection.createArrayOf(
                                "int8",
                                cursors.stream().map(Cursors.Cursor::served).toArray()));
                statement.setArray(
                        6,
                        connection.createArrayOf(
                                "int8",
                                cursors.stream().map(c -> c.at().toEpochMilli()).toArray()));
                statement.executeUpdate();
            }
        });
    }
}
