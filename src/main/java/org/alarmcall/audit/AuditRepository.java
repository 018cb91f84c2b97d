package org.alarmcall.audit;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Looks entries up, newest first. */
@Singleton
class AuditRepository {

    /** More kinds of actions than the server has. */
    private static final int MAX_ACTIONS = 500;

    private final Database database;
    private final Members members;

    AuditRepository(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    /** Where a page ended. */
    record Place(Instant at, long id) {}

    private interface Setter {
        void set(Connection connection, PreparedStatement statement, int index) throws SQLException;
    }

    /** Only what is asked for is in the query, so each has its index. */
    private record Condition(String where, List<Setter> values) {

        int bind(Connection connection, PreparedStatement statement) throws SQLException {
            int index = 1;
            for (Setter value : values) {
                value.set(connection, statement, index++);
            }
            return index;
        }
    }

    /** Entries after this place, that is, older ones. */
    List<AuditEntryView> find(Caller caller, AuditFilter filter, @Nullable Place after, int count) {
        Condition condition = condition(caller, filter, after);
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, at, member_id, client_id, action, collection_id, subject, details
                    FROM audit_entry WHERE %s ORDER BY at DESC, id DESC LIMIT ?
                    """.formatted(condition.where()))) {
                select.setInt(condition.bind(connection, select), count);
                return read(caller, select);
            }
        });
    }

    /** How many there are, or {@code most} when there are more. */
    int count(Caller caller, AuditFilter filter, int most) {
        Condition condition = condition(caller, filter, null);
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT count(*) FROM (SELECT FROM audit_entry WHERE %s ORDER BY at DESC, id DESC LIMIT ?) AS found
                    """.formatted(condition.where()))) {
                select.setInt(condition.bind(connection, select), most);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private Condition condition(Caller caller, AuditFilter filter, @Nullable Place after) {
        StringBuilder where = new StringBuilder("true");
        List<Setter> values = new ArrayList<>();
        if (after != null) {
            where.append(" AND (at, id) < (?, ?)");
            values.add(time(after.at()));
            values.add((connection, statement, index) -> statement.setLong(index, after.id()));
        }
        if (filter.from() != null) {
            where.append(" AND at >= ?");
            values.add(time(filter.from()));
        }
        if (filter.until() != null) {
            where.append(" AND at < ?");
            values.add(time(filter.until()));
        }
        if (filter.actor() != null) {
            actor(caller, filter.actor(), where, values);
        }
        if (filter.action() != null) {
            where.append(" AND action = ?");
            values.add(text(filter.action()));
        }
        if (filter.subject() != null) {
            where.append(" AND subject = ?");
            values.add(text(filter.subject()));
        }
        return new Condition(where.toString(), values);
    }

    private void actor(Caller caller, String actor, StringBuilder where, List<Setter> values) {
        OptionalInt member = members.number(caller, actor);
        if (member.isPresent()) {
            where.append(" AND member_id = ?");
            values.add((connection, statement, index) -> statement.setInt(index, member.getAsInt()));
        } else {
            where.append(" AND client_id = ANY(?)");
            List<String> clients = List.of(actor, Caller.staffClient(actor));
            values.add(
                    (connection, statement, index) -> statement.setArray(index, SqlArrays.texts(connection, clients)));
        }
    }

    private static Setter time(Instant at) {
        return (connection, statement, index) -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
    }

    private static Setter text(String text) {
        return (connection, statement, index) -> statement.setString(index, text);
    }

    /** By its number, in a list of one or none. */
    List<AuditEntryView> byId(Caller caller, long id) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, at, member_id, client_id, action, collection_id, subject, details
                    FROM audit_entry WHERE id = ?
                    """)) {
                select.setLong(1, id);
                return read(caller, select);
            }
        });
    }

    /** The kinds of actions that there are, each found by one step in the index. */
    List<String> actions(Caller caller) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    WITH RECURSIVE kind AS (
                        (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
                        UNION ALL
                        SELECT (SELECT action FROM audit_entry WHERE action > kind.action ORDER BY action LIMIT 1)
                        FROM kind WHERE kind.action IS NOT NULL)
                    SELECT action FROM kind WHERE action IS NOT NULL LIMIT ?
                    """)) {
                select.setInt(1, MAX_ACTIONS);
                List<String> actions = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        actions.add(row.getString(1));
                    }
                }
                return actions;
            }
        });
    }

    private List<AuditEntryView> read(Caller caller, PreparedStatement select) throws SQLException {
        List<AuditEntryView> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                int memberId = row.getInt(3);
                int collectionId = row.getInt(6);
                entries.add(new AuditEntryView(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        memberId == 0 ? null : members.member(caller, memberId).slug(),
                        row.getString(4),
                        row.getString(5),
                        collectionId == 0
                                ? null
                                : members.collection(caller, collectionId).slug(),
                        row.getString(7),
                        row.getString(8)));
            }
        }
        return entries;
    }
}
