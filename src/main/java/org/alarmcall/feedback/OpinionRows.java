package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.alarmcall.indicator.Quarantine;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The opinions, in sets. Codes: 0 confirm, 1 dispute, 2 seen, 3 flood; trust 1 is standard. */
@Singleton
@ActsAs
@Transactional(Transactional.TxType.MANDATORY)
class OpinionRows {

    private final Database database;

    OpinionRows(Database database) {
        this.database = database;
    }

    /**
     * Stores opinions; one that says what the member has said already changes nothing, so that a moderation system that
     * repeats itself does not renew what it said.
     *
     * @param given one an indicator
     * @return the indicators of which the member now says something else
     */
    List<UUID> store(Caller caller, int collectionId, Trust trust, Collection<Given> given) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO opinion AS o (collection_id, indicator_id, member_id, client_id, opinion, reason, trust,
                        matched, removed, removed_before_view, upheld_appeals, given_at, changed_at)
                    SELECT ?, indicator_id, ?, ?, opinion, reason, ?, matched, removed, removed_before_view, upheld_appeals,
                        clock_timestamp(), clock_timestamp()
                    FROM unnest(?::uuid[], ?::smallint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                        AS g(indicator_id, opinion, reason, matched, removed, removed_before_view, upheld_appeals)
                    ORDER BY indicator_id
                    ON CONFLICT (collection_id, indicator_id, member_id) DO UPDATE SET
                        client_id = excluded.client_id, opinion = excluded.opinion, reason = excluded.reason,
                        trust = excluded.trust, matched = excluded.matched, removed = excluded.removed,
                        removed_before_view = excluded.removed_before_view, upheld_appeals = excluded.upheld_appeals,
                        given_at = CASE WHEN (o.opinion IN (1, 3)) = (excluded.opinion IN (1, 3))
                            THEN o.given_at ELSE excluded.given_at END,
                        changed_at = excluded.changed_at
                    WHERE (o.opinion, o.reason, o.trust, o.matched, o.removed, o.removed_before_view, o.upheld_appeals)
                        IS DISTINCT FROM (excluded.opinion, excluded.reason, excluded.trust, excluded.matched,
                            excluded.removed, excluded.removed_before_view, excluded.upheld_appeals)
                    RETURNING indicator_id
                    """)) {
                statement.setInt(1, collectionId);
                statement.setInt(2, caller.memberId());
                statement.setString(3, caller.clientId());
                statement.setShort(4, trust.code());
                statement.setArray(5, SqlArrays.uuids(connection, SqlArrays.column(given, Given::indicatorId)));
                statement.setArray(
                        6,
                        SqlArrays.shorts(
                                connection,
                                SqlArrays.column(given, g -> g.opinion().code())));
                statement.setArray(7, SqlArrays.texts(connection, SqlArrays.column(given, Given::reason)));
                statement.setArray(8, counts(connection, given, Actions::matched));
                statement.setArray(9, counts(connection, given, Actions::removed));
                statement.setArray(10, counts(connection, given, Actions::removedBeforeView));
                statement.setArray(11, counts(connection, given, Actions::upheldAppeals));
                List<UUID> changed = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        changed.add(row.getObject(1, UUID.class));
                    }
                }
                return changed;
            }
        });
    }

    /** Those of the indicators that the member confirms so far. */
    Set<UUID> confirmed(Caller caller, int collectionId, Collection<Given> given) {
        return database.call(connection -> {
            Set<UUID> confirmed = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT o.indicator_id FROM unnest(?::uuid[]) AS i(id)
                    CROSS JOIN LATERAL (SELECT * FROM opinion
                        WHERE collection_id = ? AND indicator_id = i.id AND member_id = ? OFFSET 0) AS o
                    WHERE o.opinion = 0
                    """)) {
                statement.setArray(1, SqlArrays.uuids(connection, SqlArrays.column(given, Given::indicatorId)));
                statement.setInt(2, collectionId);
                statement.setInt(3, caller.memberId());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        confirmed.add(row.getObject(1, UUID.class));
                    }
                }
            }
            return confirmed;
        });
    }

    private static Array counts(Connection connection, Collection<Given> given, Function<Actions, @Nullable Long> count)
            throws SQLException {
        return SqlArrays.longs(connection, SqlArrays.column(given, g -> count.apply(g.actions())));
    }

    /** How many members are against each, of those whose word counts and is not answered. */
    Map<UUID, Integer> against(Caller system, int collectionId, Collection<Quarantine.Candidate> candidates) {
        return database.call(connection -> {
            Map<UUID, Integer> against = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT c.indicator_id, o.members
                    FROM unnest(?::uuid[], ?::timestamptz[]) AS c(indicator_id, cleared_at)
                    CROSS JOIN LATERAL (SELECT count(*) AS members FROM opinion
                        WHERE collection_id = ? AND indicator_id = c.indicator_id
                            AND opinion IN (1, 3) AND trust >= 1 AND given_at > c.cleared_at) AS o
                    """)) {
                statement.setArray(
                        1,
                        SqlArrays.uuids(connection, SqlArrays.column(candidates, Quarantine.Candidate::indicatorId)));
                statement.setArray(
                        2, SqlArrays.times(connection, SqlArrays.column(candidates, Quarantine.Candidate::clearedAt)));
                statement.setInt(3, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        against.put(row.getObject(1, UUID.class), row.getInt(2));
                    }
                }
            }
            return against;
        });
    }

    /** What members say they removed, the newest word first; without those who are against it or on probation. */
    List<Removal> removals(Caller staff, int collectionId, int count) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT indicator_id, member_id, removed FROM opinion
                    WHERE collection_id = ? AND removed > 0 AND opinion IN (0, 2) AND trust >= 1
                    ORDER BY changed_at DESC LIMIT ?
                    """)) {
                statement.setInt(1, collectionId);
                statement.setInt(2, count);
                List<Removal> removals = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        removals.add(new Removal(row.getObject(1, UUID.class), row.getInt(2), row.getLong(3)));
                    }
                }
                return removals;
            }
        });
    }

    /** The caller's own, if its member has given one. */
    Optional<OpinionView> own(Caller caller, int collectionId, UUID indicatorId) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT opinion, reason, matched, removed, removed_before_view, upheld_appeals, given_at, changed_at
                    FROM opinion WHERE collection_id = ? AND indicator_id = ? AND member_id = ?
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, indicatorId);
                statement.setInt(3, caller.memberId());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(OpinionView.of(indicatorId, row)) : Optional.empty();
                }
            }
        });
    }

    /** The opinions on one indicator, by member. */
    Map<Integer, OpinionView> of(Caller caller, int collectionId, UUID indicatorId) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT member_id, opinion, reason, matched, removed, removed_before_view, upheld_appeals, given_at,
                        changed_at
                    FROM opinion WHERE collection_id = ? AND indicator_id = ?
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, indicatorId);
                Map<Integer, OpinionView> opinions = new HashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        opinions.put(row.getInt("member_id"), OpinionView.of(indicatorId, row));
                    }
                }
                return opinions;
            }
        });
    }
}
