package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the families of what waits: a line is the oldest listing of one that is let through, and how many are. Their order
 * is that of the last count; what a line says is as it is now.
 */
@Singleton
class FamilyWalk {

    /** Families beyond those wanted that are looked at: some are just being decided. */
    private static final int SPARE = 200;

    private final QueueRows rows;

    FamilyWalk(QueueRows rows) {
        this.rows = rows;
    }

    /** A filter looks at families of {@link QueueWalk#MAX_WALKED} listings in all, at one at least, and at no more of one. */
    QueueStep step(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            QueueFilter filter,
            QueueFilter.Without without,
            QueuePlace place,
            int limit)
            throws SQLException {
        QueueConditions left = QueueConditions.without(connection, without);
        QueueConditions wanted = rows.wanted(caller, filter);
        int families = filter.isSelective() ? QueueWalk.MAX_WALKED : limit + SPARE;
        try (PreparedStatement statement = connection.prepareStatement(sql(left, wanted))) {
            int at = 1;
            statement.setArray(at++, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setInt(at++, -place.size());
            statement.setObject(at++, place.id());
            statement.setObject(at++, without.skipped());
            statement.setInt(at++, families);
            statement.setInt(at++, families);
            statement.setLong(at++, filter.isSelective() ? QueueWalk.MAX_WALKED : Long.MAX_VALUE);
            at = bindMembers(statement, at, left, wanted);
            statement.setInt(at++, limit);
            at = bindMembers(statement, at, left, wanted);
            statement.setInt(at, QueueRow.FAMILY_COUNTED + 1);
            try (ResultSet row = statement.executeQuery()) {
                return step(caller, row, place, families);
            }
        }
    }

    private QueueStep step(Caller caller, ResultSet row, QueuePlace place, int families) throws SQLException {
        List<QueueStep.Line> lines = new ArrayList<>();
        @Nullable QueuePlace stoppedAt = null;
        while (row.next()) {
            int ordered = row.getInt("ordered");
            if (ordered == families || row.getInt("walked") < ordered) {
                stoppedAt = place.at(row.getInt("last_size"), row.getObject("last_id", UUID.class));
            }
            UUID family = row.getObject("family_id", UUID.class);
            if (family != null) {
                lines.add(new QueueStep.Line(rows.row(caller, row), place.at(row.getInt("size"), family)));
            }
        }
        return new QueueStep(lines, stoppedAt);
    }

    private static String sql(QueueConditions left, QueueConditions wanted) {
        return """
                WITH ordered AS MATERIALIZED (
                    SELECT f.* FROM unnest(?::integer[]) AS c(id) CROSS JOIN LATERAL (
                        SELECT * FROM queue_family WHERE collection_id = c.id AND (-size, id) > (?, ?)
                            AND id IS DISTINCT FROM (SELECT family FROM listing WHERE collection_id = c.id AND id = ?)
                        ORDER BY -size, id LIMIT ?) AS f
                    ORDER BY -size, id LIMIT ?),
                walked AS MATERIALIZED (
                    SELECT * FROM (SELECT *, sum(size) OVER (ORDER BY -size, id) - size AS before FROM ordered) AS o
                    WHERE before < ?),
                shown AS MATERIALIZED (
                    SELECT l.*, w.size, w.id AS family_id
                    FROM walked AS w CROSS JOIN LATERAL (SELECT %1$s %2$s ORDER BY id LIMIT 1) AS l
                    ORDER BY -w.size, w.id LIMIT ?)
                SELECT s.*, n.family, e.*
                FROM (SELECT (SELECT count(*) FROM ordered) AS ordered, count(*) AS walked, min(size) AS last_size,
                        (array_agg(id ORDER BY size, id DESC))[1] AS last_id FROM walked) AS e
                LEFT JOIN shown AS s ON true
                LEFT JOIN LATERAL (SELECT count(*) AS family FROM (SELECT %3$s LIMIT ?) AS m) AS n ON true
                ORDER BY -s.size, s.family_id
                """.formatted(
                QueueRows.COLUMNS, members("w.id", "w", left, wanted), members("s.family_id", "s", left, wanted));
    }

    /** Those of a family that are let through, in {@code FROM} and {@code WHERE}. */
    private static String members(String family, String of, QueueConditions left, QueueConditions wanted) {
        return """
                FROM (SELECT * FROM listing WHERE collection_id = %s.collection_id AND state = 0 AND family = %s
                    ORDER BY id LIMIT ?) AS listing
                WHERE %s AND %s
                """.formatted(of, family, left.sql(), wanted.sql());
    }

    private static int bindMembers(PreparedStatement statement, int first, QueueConditions left, QueueConditions wanted)
            throws SQLException {
        statement.setInt(first, QueueWalk.MAX_WALKED);
        return wanted.bind(statement, left.bind(statement, first + 1));
    }
}
