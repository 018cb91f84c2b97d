package org.alarmcall.lookup;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** What clients have looked up by day. */
@Singleton
@ActsAs
class LookupDayRepository {

    static final String ALARM = "lookup.alarm";

    private final Database database;
    private final AuditLog audit;

    LookupDayRepository(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Whose count of which day. */
    record Key(LocalDate day, String clientId) {}

    /** What a node has counted. */
    record Row(Key key, DayUse use, DayUse.Counted counted) {}

    /**
     * @param lookups of all nodes
     * @param alarms clients that have been audited just now
     */
    record Added(Map<Key, Long> lookups, int alarms) {}

    private record Alarm(String clientId, long misses, long prefixes) {}

    /** Lookups that all nodes have written down. */
    @Transactional
    long lookups(Caller system, Key key) {
        return database.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT lookups FROM lookup_day WHERE day = ? AND client_id = ?")) {
                statement.setObject(1, key.day());
                statement.setString(2, key.clientId());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    /**
     * Adds what a node has counted. A client that has come to a limit of the alarm is audited, once a day, whichever node
     * sees it first.
     */
    @Transactional
    Added add(Caller system, List<Row> rows, long alarmMisses, long alarmPrefixes) {
        return database.call(connection -> {
            Map<Key, Long> lookups = add(connection, rows);
            List<Alarm> alarms = alarm(connection, rows, alarmMisses, alarmPrefixes);
            for (Alarm alarm : alarms) {
                audit.record(
                        system,
                        ALARM,
                        null,
                        alarm.clientId(),
                        Map.of("valuesNotFound", alarm.misses(), "prefixesEstimated", alarm.prefixes()));
            }
            return new Added(lookups, alarms.size());
        });
    }

    private static Map<Key, Long> add(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO lookup_day (day, client_id, member_id, lookups, misses, prefixes)
                SELECT day, client_id, member_id, lookups, misses, prefixes
                FROM unnest(?::date[], ?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[])
                    AS t(day, client_id, member_id, lookups, misses, prefixes)
                ORDER BY day, client_id
                ON CONFLICT (day, client_id) DO UPDATE SET
                    lookups = lookup_day.lookups + excluded.lookups, misses = lookup_day.misses + excluded.misses,
                    prefixes = lookup_day.prefixes + excluded.prefixes
                RETURNING day, client_id, lookups
                """)) {
            setKeys(connection, statement, rows);
            statement.setArray(
                    3,
                    SqlArrays.integers(
                            connection, SqlArrays.column(rows, row -> row.use().memberId())));
            statement.setArray(
                    4,
                    SqlArrays.longs(
                            connection,
                            SqlArrays.column(rows, row -> row.counted().lookups())));
            statement.setArray(
                    5,
                    SqlArrays.longs(
                            connection,
                            SqlArrays.column(rows, row -> row.counted().misses())));
            statement.setArray(
                    6,
                    SqlArrays.longs(
                            connection,
                            SqlArrays.column(rows, row -> row.counted().prefixes())));
            Map<Key, Long> lookups = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lookups.put(new Key(row.getObject(1, LocalDate.class), row.getString(2)), row.getLong(3));
                }
            }
            return lookups;
        }
    }

    private static List<Alarm> alarm(Connection connection, List<Row> rows, long alarmMisses, long alarmPrefixes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE lookup_day AS d SET alarmed = true
                FROM unnest(?::date[], ?::text[]) AS t(day, client_id)
                WHERE d.day = t.day AND d.client_id = t.client_id AND NOT d.alarmed
                    AND (d.misses >= ? OR d.prefixes >= ?)
                RETURNING d.client_id, d.misses, d.prefixes
                """)) {
            setKeys(connection, statement, rows);
            statement.setLong(3, alarmMisses);
            statement.setLong(4, alarmPrefixes);
            List<Alarm> alarms = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    alarms.add(new Alarm(row.getString(1), row.getLong(2), row.getLong(3)));
                }
            }
            return alarms;
        }
    }

    /** Forgets the days before one. */
    @Transactional
    void forgetBefore(Caller system, LocalDate day) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM lookup_day WHERE day < ?")) {
                statement.setObject(1, day);
                statement.executeUpdate();
            }
        });
    }

    private static void setKeys(Connection connection, PreparedStatement statement, List<Row> rows)
            throws SQLException {
        statement.setArray(
                1,
                SqlArrays.dates(
                        connection, SqlArrays.column(rows, row -> row.key().day())));
        statement.setArray(
                2,
                SqlArrays.texts(
                        connection, SqlArrays.column(rows, row -> row.key().clientId())));
    }
}
