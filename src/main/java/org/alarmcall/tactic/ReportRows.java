package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** A member's own reports. */
@Singleton
class ReportRows {

    /** Lets the reports that a member sends come one after the other, until the transaction ends. */
    void holdOthersOf(Caller caller, Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.tactic-reports'), ?)")) {
            lock.setInt(1, caller.memberId());
            lock.execute();
        }
    }

    /** State 0 is pending. */
    int pending(Caller caller, Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*) FROM tactic WHERE collection_id = ? AND member_id = ? AND state = 0")) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    void insert(Caller caller, Connection connection, int collectionId, UUID id, TacticContent content)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO tactic (title, narrative, first_seen, labels, techniques, code_words, code_terms,
                    collection_id, id, member_id, client_id, revision, state, created_at, changed_at)
                VALUES (?, ?, ?, ?::json, ?, ?::jsonb, ?, ?, ?, ?, ?, 1, 0, now(), now())
                """)) {
            int next = bind(connection, statement, content);
            statement.setInt(next++, collectionId);
            statement.setObject(next++, id);
            statement.setInt(next++, caller.memberId());
            statement.setString(next, caller.clientId());
            statement.executeUpdate();
        }
    }

    /** Sets the seven columns of a report's content; the number of the next parameter. */
    static int bind(Connection connection, PreparedStatement statement, TacticContent content) throws SQLException {
        statement.setString(1, content.title());
        statement.setString(2, content.narrative());
        statement.setObject(3, content.firstSeen().atOffset(ZoneOffset.UTC));
        statement.setString(4, content.labels().json());
        statement.setArray(5, SqlArrays.texts(connection, content.techniques()));
        statement.setString(6, TacticJson.codeWords(content.codeWords()));
        statement.setString(7, content.codeTerms());
        return 8;
    }

    /** Replaces what is said, and puts it into the queue. */
    void replace(Caller caller, Connection connection, int collectionId, UUID id, TacticContent content)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE tactic SET title = ?, narrative = ?, first_seen = ?, labels = ?::json, techniques = ?,
                    code_words = ?::jsonb, code_terms = ?, state = 0, revision = revision + 1, changed_at = now(),
                    decided_at = NULL, decided_by = NULL, decision_reason = NULL, merged_into = NULL,
                    author_left_at = NULL, client_id = ?
                WHERE collection_id = ? AND id = ? AND member_id = ?
                """)) {
            int next = bind(connection, statement, content);
            statement.setString(next++, caller.clientId());
            statement.setInt(next++, collectionId);
            statement.setObject(next++, id);
            statement.setInt(next, caller.memberId());
            statement.executeUpdate();
        }
    }

    /** Locked, for what follows in the transaction. The lock comes first: what stands beside a row is read as of before it. */
    @Nullable
    Report lock(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT FROM tactic WHERE collection_id = ? AND id = ? AND member_id = ? FOR UPDATE")) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setInt(3, caller.memberId());
            statement.execute();
        }
        return find(caller, connection, collectionId, id);
    }

    @Nullable
    Report find(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + Report.COLUMNS
                + " FROM tactic AS t WHERE t.collection_id = ? AND t.id = ? AND t.member_id = ?")) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setInt(3, caller.memberId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Report.of(row) : null;
            }
        }
    }

    /** Newest first. */
    List<Report> page(
            Caller caller,
            Connection connection,
            int collectionId,
            @Nullable TacticState state,
            TacticFilter filter,
            TacticCursor before,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + Report.COLUMNS + """
                FROM tactic AS t
                WHERE t.collection_id = ? AND t.member_id = ? AND (t.created_at, t.id) < (?, ?)
                """
                + (state == null ? "" : " AND " + ofMember(state)) + filter.conditions()
                + " ORDER BY t.created_at DESC, t.id DESC LIMIT ?")) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setObject(3, before.at().atOffset(ZoneOffset.UTC));
            statement.setObject(4, before.id());
            statement.setInt(filter.bind(statement, 5), limit);
            List<Report> reports = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reports.add(Report.of(row));
                }
            }
            return reports;
        }
    }

    private static String ofMember(TacticState state) {
        return state == TacticState.WITHDRAWN
                ? "(t.state = 4 OR t.author_left_at IS NOT NULL)"
                : "t.state = " + state.code() + " AND t.author_left_at IS NULL";
    }

    void setListings(Caller caller, Connection connection, int collectionId, UUID id, Map<String, UUID> listings)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM tactic_listing WHERE collection_id = ? AND tactic_id = ? AND member_id = ?");
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO tactic_listing (collection_id, tactic_id, listing_id, member_id, reference)
                        SELECT ?, ?, listing_id, ?, reference
                        FROM unnest(?::uuid[], ?::text[]) AS l(listing_id, reference)
                        """)) {
            delete.setInt(1, collectionId);
            delete.setObject(2, id);
            delete.setInt(3, caller.memberId());
            delete.executeUpdate();
            insert.setInt(1, collectionId);
            insert.setObject(2, id);
            insert.setInt(3, caller.memberId());
            insert.setArray(4, SqlArrays.uuids(connection, listings.values()));
            insert.setArray(5, SqlArrays.texts(connection, listings.keySet()));
            insert.executeUpdate();
        }
    }

    /** References of the caller's listings, by tactic. */
    Map<UUID, List<String>> listings(Caller caller, Connection connection, int collectionId, Collection<UUID> tactics)
            throws SQLException {
        Map<UUID, List<String>> references = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT tactic_id, reference FROM tactic_listing
                WHERE collection_id = ? AND tactic_id = ANY(?) AND member_id = ? ORDER BY reference
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, tactics));
            statement.setInt(3, caller.memberId());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    references
                            .computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return references;
    }

    /** What was named with a tactic, or with what was merged into it, of what the caller may see. */
    List<UUID> namedListings(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT listing_id FROM tactic_listing
                WHERE collection_id = ? AND tactic_id = ? AND (? OR member_id = ?)
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setBoolean(3, caller.seesAllMembers());
            statement.setInt(4, caller.memberId());
            List<UUID> named = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    named.add(row.getObject(1, UUID.class));
                }
            }
            return named;
        }
    }
}
