package org.alarmcall.impact;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** Members' own numbers. Inside the door's transaction, which names the caller. */
@Singleton
class LedgerRepository {

    private final Database database;

    LedgerRepository(Database database) {
        this.database = database;
    }

    /**
     * Waits for whoever changes the same month, until the transaction ends: a cell is published for what all members have
     * committed, and each of two who fill it at once must see the other.
     */
    void lock(Caller caller, YearMonth month) {
        database.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.impact'), ?)")) {
                statement.setInt(1, month.getYear() * 12 + month.getMonthValue());
                statement.execute();
            }
        });
    }

    /** The caller's rows of the months, by month and category. */
    Map<YearMonth, List<ImpactRow>> rows(Caller caller, MonthRange range) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT month, policy_category, scanned, matched, confirmed, removed, removed_before_view,
                        from_shared_signals, appeals, appeals_upheld, median_hours_live
                    FROM impact_row WHERE member_id = ? AND month BETWEEN ? AND ? ORDER BY month, policy_category
                    """)) {
                select.setInt(1, caller.memberId());
                select.setObject(2, range.firstDay());
                select.setObject(3, range.lastMonth());
                Map<YearMonth, List<ImpactRow>> rows = new TreeMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.computeIfAbsent(
                                        YearMonth.from(row.getObject("month", LocalDate.class)),
                                        month -> new ArrayList<>())
                                .add(ImpactRow.of(
                                        row.getString("policy_category"),
                                        MeasureColumns.read(row),
                                        MeasureColumns.medianHoursLive(row)));
                    }
                }
                return rows;
            }
        });
    }

    /** When the caller sent the month last; empty when it has not. */
    Optional<Instant> sentAt(Caller caller, YearMonth month) {
        return database.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT sent_at FROM impact_month WHERE member_id = ? AND month = ?")) {
                select.setInt(1, caller.memberId());
                select.setObject(2, month.atDay(1));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(time(row)) : Optional.empty();
                }
            }
        });
    }

    /** Every member that has sent the month, for staff. */
    List<Sending> sendings(Caller staff, YearMonth month) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT member_id, sent_at FROM impact_month WHERE month = ? ORDER BY member_id")) {
                select.setObject(1, month.atDay(1));
                List<Sending> sendings = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        sendings.add(new Sending(row.getInt("member_id"), time(row)));
                    }
                }
                return sendings;
            }
        });
    }

    private static Instant time(ResultSet row) throws SQLException {
        return row.getObject("sent_at", OffsetDateTime.class).toInstant();
    }

    /** Puts these in the place of the caller's rows of the month. */
    Instant replace(Caller caller, YearMonth month, Collection<ImpactRow> rows) {
        return database.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM impact_row WHERE member_id = ? AND month = ?")) {
                delete.setInt(1, caller.memberId());
                delete.setObject(2, month.atDay(1));
                delete.executeUpdate();
            }
            insert(connection, caller, month, rows);
            return sent(connection, caller, month);
        });
    }

    private static void insert(Connection connection, Caller caller, YearMonth month, Collection<ImpactRow> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO impact_row (member_id, month, policy_category, scanned, matched, confirmed, removed,
                    removed_before_view, from_shared_signals, appeals, appeals_upheld, median_hours_live)
                SELECT ?, ?, * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::double precision[])
                """)) {
            insert.setInt(1, caller.memberId());
            insert.setObject(2, month.atDay(1));
            insert.setArray(3, SqlArrays.texts(connection, SqlArrays.column(rows, ImpactRow::policyCategory)));
            MeasureColumns.set(insert, connection, 4, rows, ImpactRow::counts);
            insert.setArray(12, MeasureColumns.medians(connection, SqlArrays.column(rows, ImpactRow::medianHoursLive)));
            insert.executeUpdate();
        }
    }

    private static Instant sent(Connection connection, Caller caller, YearMonth month) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO impact_month (member_id, month, sent_at, client_id) VALUES (?, ?, now(), ?)
                ON CONFLICT (member_id, month) DO UPDATE SET sent_at = excluded.sent_at, client_id = excluded.client_id
                RETURNING sent_at
                """)) {
            upsert.setInt(1, caller.memberId());
            upsert.setObject(2, month.atDay(1));
            upsert.setString(3, caller.clientId());
            try (ResultSet row = upsert.executeQuery()) {
                row.next();
                return time(row);
            }
        }
    }
}
