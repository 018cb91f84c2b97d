package org.alarmcall.desk;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** The rows of {@code held_decision}. There are few: each lives some seconds. */
@Singleton
class HeldDecisionRows {

    private static final String COLUMNS = "id, login, name, verdict, title, listings, submission_id, due_at";

    /**
     * All that a decision needs to take effect.
     *
     * @param seen its listings, in its order
     */
    record Complete(
            Held decision,
            List<Decisions.Seen> seen,
            @Nullable String reason,
            @Nullable Labels labels) {}

    void add(Connection connection, Complete complete, Instant decidedAt) throws SQLException {
        Held decision = complete.decision();
        Labels labels = complete.labels();
        Collection<Integer> revisions = SqlArrays.column(complete.seen(), Decisions.Seen::revision);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO held_decision (id, login, name, verdict, reason, labels, title, listings, revisions,
                    submission_id, decided_at, due_at)
                VALUES (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, decision.id());
            insert.setString(2, decision.by().login());
            insert.setString(3, decision.by().name());
            insert.setString(4, decision.verdict().wire());
            insert.setString(5, complete.reason());
            insert.setString(6, labels == null ? null : labels.json());
            insert.setString(7, decision.title());
            insert.setArray(8, SqlArrays.uuids(connection, decision.listings()));
            insert.setArray(9, SqlArrays.integers(connection, revisions));
            insert.setObject(10, decision.submissionId());
            insert.setTimestamp(11, Timestamp.from(decidedAt));
            insert.setTimestamp(12, Timestamp.from(decision.due()));
            insert.executeUpdate();
        }
    }

    /** Those of the listings that are being decided. */
    List<UUID> held(Connection connection, Collection<UUID> listings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT listing FROM held_decision CROSS JOIN LATERAL unnest(listings) AS listing
                WHERE listing = ANY(?)
                """)) {
            select.setArray(1, SqlArrays.uuids(connection, listings));
            List<UUID> held = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.add(row.getObject(1, UUID.class));
                }
            }
            return held;
        }
    }

    /** Of those who decide a submission at once, one after the other looks whether it is held; until the transaction ends. */
    void lockSubmission(Connection connection, UUID submissionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT pg_advisory_xact_lock(hashtext('alarmcall.desk.submission'), hashtext(?))")) {
            select.setString(1, submissionId.toString());
            select.execute();
        }
    }

    List<Held> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT " + COLUMNS + " FROM held_decision ORDER BY decided_at, id");
                ResultSet row = select.executeQuery()) {
            List<Held> all = new ArrayList<>();
            while (row.next()) {
                all.add(held(row));
            }
            return all;
        }
    }

    /**
     * Deletes a decision; null when there is none any more.
     *
     * @param login of whose it has to be; null for anybody's
     */
    @Nullable
    Held remove(Connection connection, UUID id, @Nullable String login) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM held_decision WHERE id = ? AND (?::text IS NULL OR login = ?) RETURNING " + COLUMNS)) {
            delete.setObject(1, id);
            delete.setString(2, login);
            delete.setString(3, login);
            try (ResultSet row = delete.executeQuery()) {
                return row.next() ? held(row) : null;
            }
        }
    }

    /** Whether no other node makes decisions take effect now; until the end of the transaction none will. */
    static boolean isMyTurn(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT pg_try_advisory_xact_lock(hashtext('alarmcall.desk'))");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The oldest decision that is due, locked; null when none is. */
    @Nullable
    Complete lockDue(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + """
                , revisions, reason, labels FROM held_decision WHERE due_at <= ? ORDER BY due_at, id LIMIT 1 FOR UPDATE
                """)) {
            select.setTimestamp(1, Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Held decision = held(row);
                Integer[] revisions = (Integer[]) row.getArray("revisions").getArray();
                List<Decisions.Seen> seen = new ArrayList<>(revisions.length);
                for (int i = 0; i < revisions.length; i++) {
                    seen.add(new Decisions.Seen(decision.listings().get(i), revisions[i]));
                }
                String labels = row.getString("labels");
                return new Complete(
                        decision, seen, row.getString("reason"), labels == null ? null : Labels.ofJson(labels));
            }
        }
    }

    /** Tries it again later; how often it was tried. */
    int postpone(Connection connection, UUID id, Instant dueAt) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE held_decision SET due_at = ?, attempts = attempts + 1 WHERE id = ? RETURNING attempts")) {
            update.setTimestamp(1, Timestamp.from(dueAt));
            update.setObject(2, id);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getObject("id", UUID.class),
                new Person(row.getString("login"), row.getString("name")),
                Verdict.parse(row.getString("verdict")).orElseThrow(),
                row.getString("title"),
                List.of((UUID[])
                        Objects.requireNonNull(row.getArray("listings")).getArray()),
                row.getObject("submission_id", UUID.class),
                SqlTimes.time(row, "due_at"));
    }
}
