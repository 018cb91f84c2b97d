package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who stands behind a tactic: the member that reported it, and those whose reports were merged into it, each until it takes
 * its report back. Looks at all members' reports, and so as the system; nothing that it tells is for members.
 *
 * <p>Locks: {@link #hold}, then the tactic, then what is merged into it.
 */
@Singleton
@ActsAs
class Support {

    private final PublishedRows published;

    Support(PublishedRows published) {
        this.published = published;
    }

    /**
     * What became of a report that was taken back.
     *
     * @param before the report as it was
     * @param stays whether what is published stays, since others stand behind it
     * @param left the tactic that left the feed by it; null for none
     */
    record TakenBack(Report before, boolean stays, @Nullable UUID left) {}

    /** Lets merges, and reports being taken back, come one after the other in a collection until the transaction ends. */
    void hold(Caller caller, Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.tactic-support'), ?)")) {
            lock.setInt(1, collectionId);
            lock.execute();
        }
    }

    /** Under {@link #hold}. Null when its member has taken it back before. */
    @Nullable
    TakenBack takeBack(Caller system, Connection connection, Report seen) throws SQLException {
        int collectionId = seen.collectionId();
        UUID into = seen.mergedInto();
        Report tactic = into == null ? null : locked(connection, collectionId, into);
        Report report = locked(connection, collectionId, seen.id());
        if (report.stateForMember() == TacticState.WITHDRAWN) {
            return null;
        }
        return tactic == null ? ofTactic(system, connection, report) : ofMerged(system, connection, report, tactic);
    }

    private TakenBack ofMerged(Caller system, Connection connection, Report report, Report tactic) throws SQLException {
        leave(connection, report, "id = ?");
        boolean itsOwn = tactic.memberId() == report.memberId() && !tactic.isLeft();
        if (!itsOwn && !mergedStands(connection, tactic, report.memberId())) {
            removeListings(connection, tactic, "member_id = ?", report.memberId());
        }
        if (!tactic.isPublished()) {
            return new TakenBack(report, false, null);
        }
        if (!tactic.isLeft() || mergedStands(connection, tactic, null)) {
            return new TakenBack(report, true, null);
        }
        withdraw(system, connection, tactic);
        return new TakenBack(report, false, tactic.id());
    }

    private TakenBack ofTactic(Caller system, Connection connection, Report report) throws SQLException {
        int member = report.memberId();
        leave(connection, report, "merged_into = ? AND author_left_at IS NULL AND member_id = " + member);
        if (report.isPublished() && mergedStands(connection, report, null)) {
            keepPublished(connection, report);
            removeListings(connection, report, "member_id = ?", member);
            return new TakenBack(report, true, null);
        }
        if (report.state() == TacticState.PENDING || report.state() == TacticState.RETURNED) {
            // Others' reports have not been decided, and theirs wait on their own again.
            queueMerged(connection, report);
            removeListings(connection, report, "member_id <> ?", member);
        }
        withdraw(system, connection, report);
        return new TakenBack(report, false, report.isPublished() ? report.id() : null);
    }

    private static Report locked(Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT FROM tactic WHERE collection_id = ? AND id = ? FOR UPDATE")) {
            lock.setInt(1, collectionId);
            lock.setObject(2, id);
            lock.execute();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + Report.COLUMNS + " FROM tactic AS t WHERE t.collection_id = ? AND t.id = ?")) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next(); // reports are never deleted
                return Report.of(row);
            }
        }
    }

    /** Whether a report that was merged into it still stands. @param member whose; null for anybody's */
    private static boolean mergedStands(Connection connection, Report tactic, @Nullable Integer member)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT EXISTS (SELECT FROM tactic WHERE collection_id = ? AND merged_into = ? AND author_left_at IS NULL
                    AND member_id = coalesce(?, member_id))
                """)) {
            statement.setInt(1, tactic.collectionId());
            statement.setObject(2, tactic.id());
            statement.setObject(3, member, Types.INTEGER);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void leave(Connection connection, Report report, String which) throws SQLException {
        update(connection, report, """
                UPDATE tactic SET author_left_at = clock_timestamp(), revision = revision + 1
                WHERE collection_id = ? AND %s
                """.formatted(which));
    }

    private static void queueMerged(Connection connection, Report tactic) throws SQLException {
        update(connection, tactic, """
                UPDATE tactic SET state = 0, merged_into = NULL, revision = revision + 1,
                    decided_at = NULL, decided_by = NULL, decision_reason = NULL
                WHERE collection_id = ? AND merged_into = ? AND author_left_at IS NULL
                """);
    }

    /** From now on the report says what is published: what its member changed and staff did not approve is taken back with it. */
    private static void keepPublished(Connection connection, Report tactic) throws SQLException {
        update(connection, tactic, """
                UPDATE tactic AS t SET author_left_at = clock_timestamp(), state = 1, revision = t.revision + 1,
                    decided_at = CASE WHEN state = 1 THEN decided_at END,
                    decided_by = CASE WHEN state = 1 THEN decided_by END,
                    decision_reason = CASE WHEN state = 1 THEN decision_reason END,
                    title = p.title, narrative = p.narrative, first_seen = p.first_seen, labels = p.labels,
                    techniques = p.techniques, code_terms = p.code_terms, code_words = (
                        SELECT coalesce(jsonb_agg(jsonb_build_object('term', w.term, 'language', w.language,
                            'meaning', w.meaning, 'requires', w.requires, 'excludes', w.excludes, 'sunset', w.sunset)
                            ORDER BY w.ordinal), '[]')
                        FROM code_word AS w WHERE w.collection_id = p.collection_id AND w.tactic_id = p.id)
                FROM published_tactic AS p
                WHERE t.collection_id = ? AND t.id = ? AND p.collection_id = t.collection_id AND p.id = t.id
                """);
    }

    private void withdraw(Caller system, Connection connection, Report tactic) throws SQLException {
        update(connection, tactic, """
                UPDATE tactic SET state = 4, revision = revision + 1%s WHERE collection_id = ? AND id = ?
                """.formatted(tactic.isPublished() ? ", left_reason = 'withdrawn'" : ""));
        published.remove(system, connection, tactic.collectionId(), tactic.id());
    }

    /** Its parameters are the report's collection and id. */
    private static void update(Connection connection, Report report, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, report.collectionId());
            statement.setObject(2, report.id());
            statement.executeUpdate();
        }
    }

    private static void removeListings(Connection connection, Report tactic, String whose, int member)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM tactic_listing WHERE collection_id = ? AND tactic_id = ? AND " + whose)) {
            statement.setInt(1, tactic.collectionId());
            statement.setObject(2, tactic.id());
            statement.setInt(3, member);
            statement.executeUpdate();
        }
    }
}
