package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.indicator.Judgements;
import org.alarmcall.indicator.Precision;
import org.alarmcall.indicator.ReviewListing;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;

/** What staff see beside listings. Opinions: 0 confirm, 1 dispute, 2 seen, 3 flood; trust 0 is probation. */
@Singleton
@ActsAs
@Transactional
class OpinionJudgements implements Judgements {

    /** Opinions that are shown of an indicator. */
    private static final int MAX_VOICES = 20;

    private final Database database;
    private final Members members;
    private final PrecisionRows precisions;

    OpinionJudgements(Database database, Members members, PrecisionRows precisions) {
        this.database = database;
        this.members = members;
        this.precisions = precisions;
    }

    @Override
    public Map<UUID, ReviewListing.Feedback> ofIndicators(Caller staff, int collectionId, Collection<UUID> indicators) {
        return database.call(connection -> {
            Map<UUID, ReviewListing.Feedback> feedback = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT i.id, o.*
                    FROM (SELECT DISTINCT unnest(?::uuid[]) AS id) AS i
                    CROSS JOIN LATERAL (
                        SELECT member_id, opinion, reason, changed_at,
                            count(*) FILTER (WHERE opinion = 0) OVER () AS confirm,
                            count(*) FILTER (WHERE opinion = 1) OVER () AS dispute,
                            count(*) FILTER (WHERE opinion = 2) OVER () AS seen,
                            count(*) FILTER (WHERE opinion = 3) OVER () AS flood,
                            count(*) FILTER (WHERE opinion = 0 AND trust >= 1) OVER () AS counts_for,
                            count(*) FILTER (WHERE opinion IN (1, 3) AND trust >= 1) OVER () AS counts_against
                        FROM opinion WHERE collection_id = ? AND indicator_id = i.id
                        ORDER BY changed_at DESC, member_id LIMIT ?) AS o
                    ORDER BY i.id, o.changed_at DESC, o.member_id
                    """)) {
                statement.setArray(1, SqlArrays.uuids(connection, indicators));
                statement.setInt(2, collectionId);
                statement.setInt(3, MAX_VOICES);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        UUID id = row.getObject("id", UUID.class);
                        ReviewListing.Feedback of = feedback.get(id);
                        if (of == null) {
                            of = counts(row);
                            feedback.put(id, of);
                        }
                        of.voices().add(voice(staff, row));
                    }
                }
            }
            return feedback;
        });
    }

    private static ReviewListing.Feedback counts(ResultSet row) throws SQLException {
        long confirm = row.getLong("confirm");
        long dispute = row.getLong("dispute");
        long seen = row.getLong("seen");
        long flood = row.getLong("flood");
        List<ReviewListing.Voice> voices = new ArrayList<>();
        return new ReviewListing.Feedback(
                confirm,
                dispute,
                seen,
                flood,
                confirm + dispute + seen + flood,
                Precision.share(row.getLong("counts_for"), row.getLong("counts_against")),
                voices);
    }

    private ReviewListing.Voice voice(Caller staff, ResultSet row) throws SQLException {
        return new ReviewListing.Voice(
                members.member(staff, row.getInt("member_id")).slug(),
                Opinion.ofCode(row.getInt("opinion")).wire(),
                row.getString("reason"),
                SqlTimes.time(row, "changed_at"));
    }

    @Override
    public Map<Integer, Precision> ofReporters(Caller staff, int collectionId, Collection<Integer> reporters) {
        return precisions.of(staff, collectionId, reporters);
    }
}
