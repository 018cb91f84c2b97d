package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;

/** Counts reports over all members, and so as the system: it gives sums and nothing of a report. */
@Singleton
@ActsAs
class TrendRepository {

    private static final int MAX_VALUES = 50;

    private final Database database;

    TrendRepository(Database database) {
        this.database = database;
    }

    /** Reports of what is published, those that were merged into it among them, that their members stand behind. */
    @Transactional
    List<Trends.Value> count(Caller system, int collectionId, TrendBy by, LocalDate from) {
        return database.call(connection -> {
            Map<String, List<Trends.Week>> weeks = new LinkedHashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    WITH reported AS (
                        SELECT %s AS value, date_trunc('week', t.created_at AT TIME ZONE 'UTC')::date AS week
                        FROM tactic AS t LEFT JOIN LATERAL unnest(t.techniques) AS technique(code) ON ?
                        WHERE t.collection_id = ? AND t.created_at >= ? AND t.author_left_at IS NULL AND EXISTS (SELECT FROM published_tactic AS p
                            WHERE p.collection_id = t.collection_id AND p.id = coalesce(t.merged_into, t.id))),
                    most AS (
                        SELECT value, count(*) AS total FROM reported WHERE value IS NOT NULL
                        GROUP BY value ORDER BY total DESC, value LIMIT ?)
                    SELECT value, week, count(*) AS reports FROM reported JOIN most USING (value)
                    GROUP BY value, total, week ORDER BY total DESC, value, week
                    """.formatted(by.column()))) {
                statement.setBoolean(1, by == TrendBy.TECHNIQUE);
                statement.setInt(2, collectionId);
                statement.setObject(3, from.atStartOfDay().atOffset(ZoneOffset.UTC));
                statement.setInt(4, MAX_VALUES);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        LocalDate week = row.getObject("week", LocalDate.class);
                        weeks.computeIfAbsent(row.getString("value"), value -> new ArrayList<>())
                                .add(new Trends.Week(name(week), week, row.getLong("reports")));
                    }
                }
            }
            List<Trends.Value> values = new ArrayList<>();
            weeks.forEach((value, counts) -> values.add(new Trends.Value(
                    value, counts.stream().mapToLong(Trends.Week::reports).sum(), counts)));
            return values;
        });
    }

    /** For example 2026-W48. */
    private static String name(LocalDate monday) {
        return "%d-W%02d"
                .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
