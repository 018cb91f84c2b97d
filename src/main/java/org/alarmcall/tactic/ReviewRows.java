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
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/** All members' reports, as staff list, lock and change them. */
@Singleton
class ReviewRows {

    /** Named with a tactic. */
    private static final int MAX_MERGED = 100;

    private final Members members;

    ReviewRows(Members members) {
        this.members = members;
    }

    /** By the time when the member changed it; one walk of an index for each collection. */
    List<Report> page(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            TacticState state,
            TacticFilter filter,
            TacticOrder order,
            TacticCursor after,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                SELECT q.* FROM unnest(?::integer[]) AS c(id)
                CROSS JOIN LATERAL (
                    SELECT %1$s FROM tactic AS t
                    WHERE t.collection_id = c.id AND t.state = ? AND (t.changed_at, t.id) %2$s (?, ?) %4$s
                    ORDER BY t.changed_at %3$s, t.id %3$s LIMIT ?) AS q
                ORDER BY q.changed_at %3$s, q.id %3$s LIMIT ?
                """.formatted(Report.COLUMNS, order.after(), order.direction(), filter.conditions()))) {
            statement.setArray(1, SqlArrays.integers(connection, numbers(collections)));
            statement.setShort(2, state.code());
            statement.setObject(3, after.at().atOffset(ZoneOffset.UTC));
            statement.setObject(4, after.id());
            int next = filter.bind(statement, 5);
            statement.setInt(next++, limit);
            statement.setInt(next, limit);
            return reports(statement);
        }
    }

    /**
     * Those of the reports that there are, locked in the order of their ids. The lock comes first: what stands beside a row
     * is read as of before it.
     */
    Map<UUID, Report> lock(Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> ids)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT FROM tactic WHERE collection_id = ANY(?) AND id = ANY(?) ORDER BY id FOR UPDATE")) {
            statement.setArray(1, SqlArrays.integers(connection, numbers(collections)));
            statement.setArray(2, SqlArrays.uuids(connection, ids));
            statement.execute();
        }
        return find(caller, connection, collections, ids);
    }

    /** Those of the reports that there are. */
    Map<UUID, Report> find(Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> ids)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + Report.COLUMNS + " FROM tactic AS t WHERE t.collection_id = ANY(?) AND t.id = ANY(?)")) {
            statement.setArray(1, SqlArrays.integers(connection, numbers(collections)));
            statement.setArray(2, SqlArrays.uuids(connection, ids));
            Map<UUID, Report> found = new HashMap<>();
            reports(statement).forEach(report -> found.put(report.id(), report));
            return found;
        }
    }

    private static List<Report> reports(PreparedStatement statement) throws SQLException {
        List<Report> reports = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                reports.add(Report.of(row));
            }
        }
        return reports;
    }

    /**
     * What staff decide.
     *
     * @param leftReason why it leaves the feed; null when it does not
     */
    record Decision(
            TacticState state,
            @Nullable String reason,
            @Nullable String leftReason,
            @Nullable UUID mergedInto) {}

    /** The time is taken under the lock. */
    void decide(Caller caller, Connection connection, Report report, TacticContent content, Decision decision)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE tactic SET title = ?, narrative = ?, first_seen = ?, labels = ?::json, techniques = ?,
                    code_words = ?::jsonb, code_terms = ?, state = ?, revision = revision + 1,
                    decided_at = clock_timestamp(), decided_by = ?, decision_reason = ?,
                    left_reason = coalesce(?, left_reason), merged_into = ?
                WHERE collection_id = ? AND id = ?
                """)) {
            int next = ReportRows.bind(connection, statement, content);
            statement.setShort(next++, decision.state().code());
            statement.setString(next++, caller.clientId());
            statement.setString(next++, decision.reason());
            statement.setString(next++, decision.leftReason());
            statement.setObject(next++, decision.mergedInto());
            statement.setInt(next++, report.collectionId());
            statement.setObject(next, report.id());
            statement.executeUpdate();
        }
    }

    /** Gives a tactic the listings of another report, and the reports that were merged into that one. */
    void join(Caller caller, Connection connection, Report from, Report into) throws SQLException {
        for (String sql :
                List.of("""
                INSERT INTO tactic_listing (tactic_id, collection_id, listing_id, member_id, reference)
                SELECT ?, collection_id, listing_id, member_id, reference FROM tactic_listing
                WHERE collection_id = ? AND tactic_id = ? ON CONFLICT DO NOTHING
                """, "UPDATE tactic SET merged_into = ? WHERE collection_id = ? AND merged_into = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, into.id());
                statement.setInt(2, into.collectionId());
                statement.setObject(3, from.id());
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE tactic SET revision = revision + 1 WHERE collection_id = ? AND id = ?")) {
            statement.setInt(1, into.collectionId());
            statement.setObject(2, into.id());
            statement.executeUpdate();
        }
    }

    /** The reports that were merged into one of these and that their members stand behind, oldest first. */
    List<Report> mergedInto(Caller caller, Connection connection, int collectionId, Collection<UUID> tactics)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + Report.COLUMNS
                + " FROM tactic AS t WHERE t.collection_id = ? AND t.merged_into = ANY(?) AND t.author_left_at IS NULL"
                + " ORDER BY t.created_at, t.id")) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, tactics));
            return reports(statement);
        }
    }

    /** By tactic. */
    Map<UUID, List<ReviewTactic.Shown>> listings(
            Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> tactics)
            throws SQLException {
        Map<UUID, List<ReviewTactic.Shown>> listings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT tactic_id, listing_id, member_id, reference FROM tactic_listing
                WHERE collection_id = ANY(?) AND tactic_id = ANY(?) ORDER BY tactic_id, listing_id
                """)) {
            statement.setArray(1, SqlArrays.integers(connection, numbers(collections)));
            statement.setArray(2, SqlArrays.uuids(connection, tactics));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    listings.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new ReviewTactic.Shown(
                                    row.getObject(2, UUID.class),
                                    members.member(caller, row.getInt(3)).slug(),
                                    row.getString(4)));
                }
            }
        }
        return listings;
    }

    /** By tactic: what was merged into it, whether its members stand behind it or not. */
    Map<UUID, List<ReviewTactic.Merged>> merged(
            Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> tactics)
            throws SQLException {
        Map<UUID, List<ReviewTactic.Merged>> merged = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT m.* FROM unnest(?::integer[]) AS c(id) CROSS JOIN unnest(?::uuid[]) AS target(id)
                CROSS JOIN LATERAL (
                    SELECT merged_into, id, member_id, created_at, author_left_at FROM tactic
                    WHERE collection_id = c.id AND merged_into = target.id ORDER BY created_at, id LIMIT ?) AS m
                ORDER BY m.created_at, m.id
                """)) {
            statement.setArray(1, SqlArrays.integers(connection, numbers(collections)));
            statement.setArray(2, SqlArrays.uuids(connection, tactics));
            statement.setInt(3, MAX_MERGED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    merged.computeIfAbsent(row.getObject("merged_into", UUID.class), id -> new ArrayList<>())
                            .add(new ReviewTactic.Merged(
                                    row.getObject("id", UUID.class),
                                    members.member(caller, row.getInt("member_id"))
                                            .slug(),
                                    SqlTimes.time(row, "created_at"),
                                    SqlTimes.nullable(row, "author_left_at")));
                }
            }
        }
        return merged;
    }

    private static List<Integer> numbers(List<CollectionRef> collections) {
        return collections.stream().map(CollectionRef::id).toList();
    }
}
