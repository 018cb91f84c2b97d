package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.jspecify.annotations.Nullable;

/** Reports with what staff see beside them, in a fixed number of queries however many they are. */
@Singleton
class ReviewTactics {

    private final Members members;
    private final ReviewRows rows;
    private final SimilarTactics similar;

    ReviewTactics(Members members, ReviewRows rows, SimilarTactics similar) {
        this.members = members;
        this.rows = rows;
        this.similar = similar;
    }

    /** Each compared with a bounded number of others, by their beginnings. */
    List<ReviewTactic> page(Caller caller, Connection connection, List<CollectionRef> collections, List<Report> reports)
            throws SQLException {
        return of(caller, connection, collections, reports, similar.toStaff(caller, connection, reports));
    }

    /** One report; null when there is none. */
    @Nullable
    ReviewTactic find(Caller caller, Connection connection, List<CollectionRef> collections, UUID id)
            throws SQLException {
        Report report = rows.find(caller, connection, collections, List.of(id)).get(id);
        if (report == null) {
            return null;
        }
        return of(
                        caller,
                        connection,
                        collections,
                        List.of(report),
                        Map.of(id, similar.toStaff(caller, connection, report)))
                .get(0);
    }

    private List<ReviewTactic> of(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            List<Report> reports,
            Map<UUID, List<Similar>> twins)
            throws SQLException {
        List<UUID> ids = reports.stream().map(Report::id).toList();
        Map<UUID, List<ReviewTactic.Shown>> listings = rows.listings(caller, connection, collections, ids);
        Map<UUID, List<ReviewTactic.Merged>> merged = rows.merged(caller, connection, collections, ids);
        return reports.stream()
                .map(report -> ReviewTactic.of(
                        report,
                        members.collection(caller, report.collectionId()).slug(),
                        reporter(caller, report),
                        listings.getOrDefault(report.id(), List.of()),
                        merged.getOrDefault(report.id(), List.of()),
                        twins.getOrDefault(report.id(), List.of())))
                .toList();
    }

    private ReviewTactic.Reporter reporter(Caller caller, Report report) {
        MemberView member = members.member(caller, report.memberId());
        return new ReviewTactic.Reporter(member.slug(), member.name());
    }
}
