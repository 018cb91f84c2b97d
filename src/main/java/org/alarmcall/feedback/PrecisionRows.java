package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.indicator.Precision;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** The counts of what others say of what members report. Opinion 0 is confirm, 2 is seen; trust 0 is probation. */
@Singleton
@ActsAs
@Transactional
class PrecisionRows {

    /**
     * Goes from opinions that count to those who report the indicator, by key: never over what members report, of which
     * there may be millions of which nobody says anything. A judge's mark is a hash of all that it says of a member.
     */
    private static final String COUNT = """
            WITH asked AS (SELECT ?::integer AS collection_id, ?::integer AS judges),
            judged AS MATERIALIZED (
                SELECT DISTINCT collection_id, indicator_id FROM asked JOIN opinion USING (collection_id)
                WHERE opinion <> 2 AND trust >= 1),
            reporter AS MATERIALIZED (
                SELECT j.collection_id, j.indicator_id, r.member_id FROM judged j CROSS JOIN LATERAL (
                    SELECT DISTINCT member_id FROM report
                    WHERE collection_id = j.collection_id AND indicator_id = j.indicator_id OFFSET 0) AS r),
            voice AS MATERIALIZED (
                SELECT r.collection_id, r.member_id, r.indicator_id, o.member_id AS judge_id, o.opinion = 0 AS confirms
                FROM reporter r CROSS JOIN LATERAL (SELECT * FROM opinion
                    WHERE collection_id = r.collection_id AND indicator_id = r.indicator_id
                        AND member_id <> r.member_id AND opinion <> 2 AND trust >= 1 OFFSET 0) AS o),
            verdict AS (
                SELECT collection_id, member_id, sum(CASE WHEN confirms THEN 1 ELSE -1 END) AS balance
                FROM voice GROUP BY collection_id, member_id, indicator_id),
            counted AS MATERIALIZED (
                SELECT collection_id, member_id, count(*) AS judged, count(*) FILTER (WHERE balance > 0) AS confirmed,
                    count(*) FILTER (WHERE balance < 0) AS disputed
                FROM verdict GROUP BY collection_id, member_id),
            mark AS MATERIALIZED (
                SELECT collection_id, member_id, judge_id,
                    bit_xor(hashtextextended(indicator_id::text || confirms::text, 0)) AS mark
                FROM voice GROUP BY collection_id, member_id, judge_id),
            fresh AS MATERIALIZED (
                SELECT collection_id, member_id FROM mark AS m
                WHERE NOT EXISTS (SELECT FROM standing_mark
                    WHERE collection_id = m.collection_id AND member_id = m.member_id AND judge_id = m.judge_id
                        AND mark = m.mark)
                GROUP BY collection_id, member_id HAVING count(*) >= (SELECT judges FROM asked)),
            marked AS (
                INSERT INTO standing_mark (collection_id, member_id, judge_id, mark)
                SELECT collection_id, member_id, judge_id, mark FROM mark JOIN fresh USING (collection_id, member_id)
                ON CONFLICT DO NOTHING),
            told AS (
                INSERT INTO standing (collection_id, member_id, judged, confirmed, disputed)
                SELECT collection_id, member_id, judged, confirmed, disputed
                FROM counted JOIN fresh USING (collection_id, member_id)
                ON CONFLICT (collection_id, member_id) DO UPDATE SET
                    judged = excluded.judged, confirmed = excluded.confirmed, disputed = excluded.disputed),
            gone AS (
                DELETE FROM reporter_precision AS p USING asked WHERE p.collection_id = asked.collection_id
                    AND NOT EXISTS (SELECT FROM counted WHERE counted.member_id = p.member_id))
            INSERT INTO reporter_precision AS p (collection_id, member_id, judged, confirmed, disputed)
            SELECT collection_id, member_id, judged, confirmed, disputed FROM counted
            ON CONFLICT (collection_id, member_id) DO UPDATE SET
                judged = excluded.judged, confirmed = excluded.confirmed, disputed = excluded.disputed
            WHERE (p.judged, p.confirmed, p.disputed)
                IS DISTINCT FROM (excluded.judged, excluded.confirmed, excluded.disputed)
            """;

    private final Database database;

    PrecisionRows(Database database) {
        this.database = database;
    }

    /**
     * Counts a collection anew, one node after the other.
     *
     * @param judges members that must say something new of a member before it is told its counts anew
     */
    void count(Caller system, int collectionId, int judges) {
        database.run(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.precision'), ?)")) {
                lock.setInt(1, collectionId);
                lock.execute();
            }
            Database.joinByKey(connection);
            try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
                statement.setInt(1, collectionId);
                statement.setInt(2, judges);
                statement.executeUpdate();
            }
        });
    }

    /** As last counted. Who is not in it, of that nobody says anything. */
    Map<Integer, Precision> of(Caller staff, int collectionId, Collection<Integer> members) {
        return database.call(connection -> read(connection, "reporter_precision", collectionId, members));
    }

    /** As the caller's member is told; nothing when too few have ever said something of what it reports. */
    Optional<Precision> told(Caller caller, int collectionId) {
        return database.call(
                connection -> Optional.ofNullable(read(connection, "standing", collectionId, List.of(caller.memberId()))
                        .get(caller.memberId())));
    }

    private static Map<Integer, Precision> read(
            Connection connection, String table, int collectionId, Collection<Integer> members) throws SQLException {
        Map<Integer, Precision> precisions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT member_id, judged, confirmed, disputed FROM %s WHERE collection_id = ? AND member_id = ANY(?)
                """.formatted(table))) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.integers(connection, members));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    precisions.put(row.getInt(1), Precision.of(row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return precisions;
    }
}
