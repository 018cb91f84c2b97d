package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
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

    /** A step and whose it is. */
    private record Of(Moves moves, Moves.Step step) {}

    /** Writes the cursors, and what they passed on the way. */
    @Transactional
    void write(Caller system, List<Moves> moved) {
        database.run(connection -> {
            Database.joinByKey(connection);
            lock(connection, moved);
            writePassages(connection, steps(moved, Moves::rises));
            writeCursors(connection, moved);
            writeSaid(connection, steps(moved, Moves::said));
        });
    }

    private static List<Of> steps(List<Moves> moved, Function<Moves, List<Moves.Step>> steps) {
        return moved.stream()
                .flatMap(moves -> steps.apply(moves).stream().map(step -> new Of(moves, step)))
                .toList();
    }

    /** A client may come by two nodes: each writes its steps from where the other ended. */
    private static void lock(Connection connection, List<Moves> moved) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT FROM unnest(?::integer[], ?::text[]) AS moved(collection_id, client_id)
                JOIN feed_cursor AS cursor USING (collection_id, client_id)
                ORDER BY collection_id, client_id FOR UPDATE OF cursor
                """)) {
            setKeys(connection, statement, moved, moves -> moves);
            statement.execute();
        }
    }

    private static void writePassages(Connection connection, List<Of> rises) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_passage (collection_id, client_id, member_id, from_position, from_at, to_position)
                SELECT collection_id, client_id, member_id, from_position, from_at, to_position
                FROM (
                    SELECT collection_id, client_id, rise.member_id, rise.position AS to_position,
                        coalesce(lag(rise.position) OVER client, cursor.served, 0) AS from_position,
                        coalesce(lag(rise.at) OVER client, cursor.served_at, rise.at) AS from_at
                    FROM unnest(?::integer[], ?::text[], ?::integer[], ?::bigint[], ?::timestamptz[])
                        AS rise(collection_id, client_id, member_id, position, at)
                    LEFT JOIN feed_cursor AS cursor USING (collection_id, client_id)
                    WHERE rise.position > coalesce(cursor.served, 0)
                    WINDOW client AS (PARTITION BY collection_id, client_id ORDER BY rise.position)) AS step
                CROSS JOIN LATERAL (
                    SELECT FROM feed_withdrawal AS withdrawal
                    WHERE withdrawal.collection_id = step.collection_id AND withdrawal.position > from_position
                        AND withdrawal.position <= to_position
                    ORDER BY withdrawal.position LIMIT 1) AS passed
                ORDER BY collection_id, client_id, to_position
                ON CONFLICT DO NOTHING
                """)) {
            setKeys(connection, statement, rises, Of::moves);
            statement.setArray(
                    3,
                    SqlArrays.integers(
                            connection,
                            SqlArrays.column(rises, rise -> rise.moves().memberId())));
            setSteps(connection, statement, 4, rises);
            statement.executeUpdate();
        }
    }

    private static void writeCursors(Connection connection, List<Moves> moved) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO feed_cursor AS cursor (collection_id, client_id, member_id, position, position_at, given, served,
                    served_at, at)
                SELECT * FROM unnest(?::integer[], ?::text[], ?::integer[], ?::bigint[], ?::timestamptz[], ?::bigint[],
                    ?::bigint[], ?::timestamptz[], ?::timestamptz[])
                    AS moved(collection_id, client_id, member_id, position, position_at, given, served, served_at, at)
                ORDER BY collection_id, client_id
                ON CONFLICT (collection_id, client_id) DO UPDATE SET
                    position = CASE WHEN excluded.position >= 0 AND excluded.at >= cursor.at
                        THEN excluded.position ELSE cursor.position END,
                    position_at = CASE WHEN excluded.position >= 0 AND excluded.at >= cursor.at
                        AND excluded.position <> cursor.position THEN excluded.position_at ELSE cursor.position_at END,
                    given = CASE WHEN excluded.at >= cursor.at THEN excluded.given ELSE cursor.given END,
                    served = greatest(cursor.served, excluded.served),
                    served_at = CASE WHEN excluded.served > cursor.served
                        THEN excluded.served_at ELSE cursor.served_at END,
                    at = greatest(cursor.at, excluded.at)
                """)) {
            setKeys(connection, statement, moved, moves -> moves);
            statement.setArray(3, SqlArrays.integers(connection, SqlArrays.column(moved, Moves::memberId)));
            statement.setArray(4, SqlArrays.longs(connection, SqlArrays.column(moved, Moves::position)));
            statement.setArray(5, SqlArrays.times(connection, SqlArrays.column(moved, Moves::positionAt)));
            statement.setArray(6, SqlArrays.longs(connection, SqlArrays.column(moved, Moves::given)));
            statement.setArray(
                    7,
                    SqlArrays.longs(
                            connection,
                            SqlArrays.column(moved, moves -> moves.furthest().position())));
            statement.setArray(
                    8,
                    SqlArrays.times(
                            connection,
                            SqlArrays.column(moved, moves -> moves.furthest().at())));
            statement.setArray(9, SqlArrays.times(connection, SqlArrays.column(moved, Moves::at)));
            statement.executeUpdate();
        }
    }

    private static void writeSaid(Connection connection, List<Of> said) throws SQLException {
        if (said.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE feed_passage AS passage SET said_at = first.at
                FROM (
                    SELECT unsaid.collection_id, unsaid.client_id, unsaid.to_position, min(said.at) AS at
                    FROM unnest(?::integer[], ?::text[], ?::bigint[], ?::timestamptz[])
                        AS said(collection_id, client_id, position, at)
                    CROSS JOIN LATERAL (
                        SELECT collection_id, client_id, to_position FROM feed_passage
                        WHERE collection_id = said.collection_id AND client_id = said.client_id
                            AND to_position <= said.position AND said_at IS NULL OFFSET 0) AS unsaid
                    GROUP BY unsaid.collection_id, unsaid.client_id, unsaid.to_position) AS first
                WHERE passage.collection_id = first.collection_id AND passage.client_id = first.client_id
                    AND passage.to_position = first.to_position
                """)) {
            setKeys(connection, statement, said, Of::moves);
            setSteps(connection, statement, 3, said);
            statement.executeUpdate();
        }
    }

    private static <R> void setKeys(
            Connection connection, PreparedStatement statement, List<R> rows, Function<R, Moves> moves)
            throws SQLException {
        statement.setArray(
                1,
                SqlArrays.integers(
                        connection,
                        SqlArrays.column(rows, row -> moves.apply(row).key().collectionId())));
        statement.setArray(
                2,
                SqlArrays.texts(
                        connection,
                        SqlArrays.column(rows, row -> moves.apply(row).key().clientId())));
    }

    private static void setSteps(Connection connection, PreparedStatement statement, int from, List<Of> steps)
            throws SQLException {
        statement.setArray(
                from,
                SqlArrays.longs(
                        connection, SqlArrays.column(steps, of -> of.step().position())));
        statement.setArray(
                from + 1,
                SqlArrays.times(
                        connection, SqlArrays.column(steps, of -> of.step().at())));
    }
}
