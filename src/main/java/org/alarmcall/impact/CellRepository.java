package org.alarmcall.impact;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.impact.CellHistory.Version;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Published cells, and what they were made of. */
@Singleton
class CellRepository {

    private final Database database;

    CellRepository(Database database) {
        this.database = database;
    }

    /** All members' rows of some cells of a month, by category. */
    Map<String, List<Contribution>> ledger(Caller system, YearMonth month, Collection<String> categories) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT policy_category, member_id, scanned, matched, confirmed, removed, removed_before_view,
                        from_shared_signals, appeals, appeals_upheld, median_hours_live
                    FROM impact_row WHERE month = ? AND policy_category = ANY(?)
                    """)) {
                select.setObject(1, month.atDay(1));
                select.setArray(2, SqlArrays.texts(connection, categories));
                Map<String, List<Contribution>> ledger = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ledger.computeIfAbsent(row.getString("policy_category"), category -> new ArrayList<>())
                                .add(contribution(row));
                    }
                }
                return ledger;
            }
        });
    }

    /** What has been published of some cells of a month, by category; nothing for a cell that has not been. */
    Map<String, CellHistory> histories(Caller system, YearMonth month, Collection<String> categories) {
        return database.call(connection -> {
            Map<String, @Nullable HoursLive> hoursLive = hoursLive(connection, month, categories);
            Map<String, List<List<Contribution>>> versions = versions(connection, month, categories);
            Map<String, CellHistory> histories = new HashMap<>();
            versions.forEach(
                    (category, made) -> histories.put(category, new CellHistory(made, hoursLive.get(category))));
            return histories;
        });
    }

    private static Map<String, List<List<Contribution>>> versions(
            Connection connection, YearMonth month, Collection<String> categories) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT policy_category, version, member_id, scanned, matched, confirmed, removed, removed_before_view,
                    from_shared_signals, appeals, appeals_upheld, median_hours_live
                FROM impact_contribution WHERE month = ? AND policy_category = ANY(?)
                ORDER BY policy_category, version
                """)) {
            select.setObject(1, month.atDay(1));
            select.setArray(2, SqlArrays.texts(connection, categories));
            Map<String, List<List<Contribution>>> versions = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<List<Contribution>> ofCell =
                            versions.computeIfAbsent(row.getString("policy_category"), category -> new ArrayList<>());
                    if (ofCell.size() < row.getInt("version")) {
                        ofCell.add(new ArrayList<>());
                    }
                    ofCell.get(ofCell.size() - 1).add(contribution(row));
                }
            }
            return versions;
        }
    }

    private static Map<String, @Nullable HoursLive> hoursLive(
            Connection connection, YearMonth month, Collection<String> categories) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT policy_category, hours_live_from FROM impact_cell WHERE month = ? AND policy_category = ANY(?)")) {
            select.setObject(1, month.atDay(1));
            select.setArray(2, SqlArrays.texts(connection, categories));
            Map<String, @Nullable HoursLive> hoursLive = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hoursLive.put(row.getString("policy_category"), hoursLive(row));
                }
            }
            return hoursLive;
        }
    }

    private static Contribution contribution(ResultSet row) throws SQLException {
        return new Contribution(row.getInt("member_id"), MeasureColumns.read(row), MeasureColumns.medianHoursLive(row));
    }

    private static @Nullable HoursLive hoursLive(ResultSet row) throws SQLException {
        int from = row.getInt("hours_live_from");
        return row.wasNull() ? null : HoursLive.startingAt(from);
    }

    /** Publishes versions of cells of a month, by category. */
    void publish(Caller system, YearMonth month, Map<String, Version> versions) {
        database.run(connection -> {
            keepContributions(connection, month, versions);
            putCells(connection, month, List.copyOf(versions.entrySet()));
        });
    }

    private record Kept(String category, int version, Contribution contribution) {}

    private static void keepContributions(Connection connection, YearMonth month, Map<String, Version> versions)
            throws SQLException {
        List<Kept> kept = new ArrayList<>();
        versions.forEach((category, version) ->
                version.contributions().forEach(part -> kept.add(new Kept(category, version.number(), part))));
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO impact_contribution (month, policy_category, version, member_id, scanned, matched, confirmed,
                    removed, removed_before_view, from_shared_signals, appeals, appeals_upheld, median_hours_live)
                SELECT ?, * FROM unnest(?::text[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::double precision[])
                """)) {
            insert.setObject(1, month.atDay(1));
            insert.setArray(2, SqlArrays.texts(connection, SqlArrays.column(kept, Kept::category)));
            insert.setArray(3, SqlArrays.integers(connection, SqlArrays.column(kept, Kept::version)));
            insert.setArray(
                    4,
                    SqlArrays.integers(
                            connection,
                            SqlArrays.column(kept, row -> row.contribution().memberId())));
            MeasureColumns.set(
                    insert, connection, 5, kept, row -> row.contribution().counts());
            insert.setArray(
                    13,
                    MeasureColumns.medians(
                            connection,
                            SqlArrays.column(kept, row -> row.contribution().medianHoursLive())));
            insert.executeUpdate();
        }
    }

    private static void putCells(Connection connection, YearMonth month, List<Map.Entry<String, Version>> cells)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO impact_cell (month, policy_category, version, members, hours_live_from, scanned, matched,
                    confirmed, removed, removed_before_view, from_shared_signals, appeals, appeals_upheld)
                SELECT ?, * FROM unnest(?::text[], ?::integer[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                ON CONFLICT (month, policy_category) DO UPDATE SET version = excluded.version,
                    members = excluded.members, hours_live_from = excluded.hours_live_from, scanned = excluded.scanned,
                    matched = excluded.matched, confirmed = excluded.confirmed, removed = excluded.removed,
                    removed_before_view = excluded.removed_before_view,
                    from_shared_signals = excluded.from_shared_signals, appeals = excluded.appeals,
                    appeals_upheld = excluded.appeals_upheld
                """)) {
            upsert.setObject(1, month.atDay(1));
            upsert.setArray(2, SqlArrays.texts(connection, SqlArrays.column(cells, Map.Entry::getKey)));
            upsert.setArray(
                    3,
                    SqlArrays.integers(
                            connection,
                            SqlArrays.column(cells, cell -> cell.getValue().number())));
            upsert.setArray(
                    4,
                    SqlArrays.integers(
                            connection,
                            SqlArrays.column(
                                    cells,
                                    cell -> cell.getValue().contributions().size())));
            upsert.setArray(5, hoursLive(connection, cells));
            MeasureColumns.set(
                    upsert, connection, 6, cells, cell -> cell.getValue().sums());
            upsert.executeUpdate();
        }
    }

    private static java.sql.Array hoursLive(Connection connection, List<Map.Entry<String, Version>> cells)
            throws SQLException {
        Object[] starts = new Object[cells.size()];
        for (int i = 0; i < starts.length; i++) {
            HoursLive hours = cells.get(i).getValue().hoursLive();
            starts[i] = hours == null ? null : hours.from();
        }
        return connection.createArrayOf("int4", starts);
    }

    /** What is published of the months, by month and category. */
    List<PublishedCell> published(Caller caller, MonthRange range) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT month, policy_category, members, scanned, matched, confirmed, removed, removed_before_view,
                        from_shared_signals, appeals, appeals_upheld, hours_live_from
                    FROM impact_cell WHERE month BETWEEN ? AND ? ORDER BY month, policy_category
                    """)) {
                select.setObject(1, range.firstDay());
                select.setObject(2, range.lastMonth());
                List<PublishedCell> cells = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        cells.add(new PublishedCell(
                                YearMonth.from(row.getObject("month", LocalDate.class)),
                                row.getString("policy_category"),
                                row.getInt("members"),
                                MeasureColumns.read(row),
                                hoursLive(row)));
                    }
                }
                return cells;
            }
        });
    }
}
