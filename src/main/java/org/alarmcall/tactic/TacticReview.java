package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The door for staff. Each decision, its audit entry and what it changes in the feed are one transaction; rows are locked in
 * the order of their ids, so that of two at once one wins.
 */
@Singleton
@ActsAs
@Transactional
public class TacticReview {

    /** Reports of a page at most: each is compared with others. */
    public static final int MAX_PAGE = 100;

    /** When no number is asked for. */
    public static final int DEFAULT_PAGE = 50;

    private final Database database;
    private final Members members;
    private final ReviewRows rows;
    private final PublishedRows published;
    private final ReviewTactics tactics;
    private final Support support;
    private final Feed feed;
    private final AuditLog audit;

    TacticReview(
            Database database,
            Members members,
            ReviewRows rows,
            PublishedRows published,
            ReviewTactics tactics,
            Support support,
            Feed feed,
            AuditLog audit) {
        this.database = database;
        this.members = members;
        this.rows = rows;
        this.published = published;
        this.tactics = tactics;
        this.support = support;
        this.feed = feed;
        this.audit = audit;
    }

    /**
     * A page of reports in one state, each with its likely twins.
     *
     * @param collection slug; null for all that the caller may read
     * @param limit at most {@link #MAX_PAGE}
     * @throws ProblemException 404 for a collection that the caller may not read, 422 for an unknown state
     */
    public Page<ReviewTactic> page(
            Caller caller,
            @Nullable String collection,
            String state,
            TacticFilter filter,
            TacticOrder order,
            @Nullable String cursor,
            int limit) {
        List<CollectionRef> collections =
                collection == null ? readable(caller) : List.of(members.readable(caller, collection));
        TacticState wanted = TacticState.parsed(state, "/state");
        TacticCursor after = TacticCursor.read(cursor, order.start());
        return database.call(connection -> {
            List<Report> found = rows.page(caller, connection, collections, wanted, filter, order, after, limit + 1);
            Page<Report> page = Page.of(
                    found, limit, report -> new TacticCursor(report.changedAt(), report.id()).key(), report -> report);
            return new Page<>(tactics.page(caller, connection, collections, page.items()), page.next());
        });
    }

    /** A report in any state, with its likely twins. @throws ProblemException 404 */
    public ReviewTactic get(Caller caller, UUID id) {
        return database.call(connection -> load(caller, connection, id));
    }

    /**
     * Decides a pending report. The same decision again by the same client answers the same. Of a report that was published
     * and then changed, an approval replaces what is published, a rejection removes it, and a return leaves it.
     *
     * @param reason at most {@link Verdict#MAX_REASON} characters; needed to return a report
     * @param revision of the report that was looked at; null to decide whatever it is now
     * @throws ProblemException 404; 409 when it is decided, withdrawn, merged, or has changed since that revision
     */
    public ReviewTactic decide(
            Caller caller,
            UUID id,
            Verdict verdict,
            @Nullable String reason,
            TacticEdits edits,
            @Nullable Integer revision) {
        verdict.checkReason(reason);
        if (verdict != Verdict.APPROVE && !edits.isNone()) {
            throw ProblemException.invalid("/edits", "only an approval can change a report");
        }
        return database.call(connection -> {
            Report report = locked(caller, connection, List.of(id)).get(0);
            TacticContent content = edits.apply(report.content());
            if (mustDecide(caller, report, content, verdict, reason, revision)) {
                boolean leaves = verdict == Verdict.REJECT && report.isPublished();
                rows.decide(
                        caller,
                        connection,
                        report,
                        content,
                        new ReviewRows.Decision(TacticState.of(verdict), reason, leaves ? "rejected" : null, null));
                if (verdict == Verdict.APPROVE) {
                    published.publish(
                            caller,
                            connection,
                            report.collectionId(),
                            id,
                            report.revision() + 1,
                            joined(caller, connection, report, content));
                } else if (leaves) {
                    published.remove(caller, connection, report.collectionId(), id);
                }
                feed.touch(caller, report.collectionId(), TacticFeedSource.KIND, List.of(id));
                Map<String, Object> details = details(report, reason);
                List<String> changed = TacticEdits.changed(report.content(), content);
                if (!changed.isEmpty()) {
                    details.put("edited", changed);
                    details.put("titleBefore", report.content().title());
                    details.put("narrativeBefore", report.content().narrative());
                }
                audit.record(caller, "tactic." + verdict.wire(), report.collectionId(), id.toString(), details);
            }
            return load(caller, connection, id);
        });
    }

    private static boolean mustDecide(
            Caller caller,
            Report report,
            TacticContent content,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Integer revision) {
        if (report.state() == TacticState.of(verdict)
                && caller.clientId().equals(report.decidedBy())
                && Objects.equals(reason, report.reason())
                && content.equals(report.content())) {
            return false;
        }
        switch (report.state()) {
            case PENDING -> checkRevision(report, revision);
            case WITHDRAWN -> throw Problem.CONFLICT.because("This report is withdrawn.");
            case MERGED -> throw Problem.CONFLICT.because("This report is merged into " + report.mergedInto() + ".");
            case APPROVED, REJECTED, RETURNED -> {
                if (report.isLeft()) {
                    throw Problem.CONFLICT.because(
                            "Its member has taken this report back; it stays published, since others have reported the same.");
                }
                throw Problem.ALREADY_DECIDED.because(
                        "This report was " + report.state().wire() + " by " + report.decidedBy() + ".");
            }
        }
        return true;
    }

    private static void checkRevision(Report report, @Nullable Integer revision) {
        if (revision != null && revision != report.revision()) {
            throw Problem.CONFLICT.because(
                    "The report has changed since you looked at it: it is at revision " + report.revision() + " now.");
        }
    }

    /**
     * Merges a report into another of the same tactic. The other one's words stand; what is published of it has code words and
     * techniques of both, and the earlier day. The same again by the same client answers the same.
     *
     * @param into pending, or published; one that is published can only go into one that is
     * @param revision of the report that was looked at; null to merge whatever it is now
     * @param intoRevision of the other one; null to merge into whatever it is now
     * @throws ProblemException 404 for either; 409 when one is neither pending nor approved, has changed since that revision,
     *     or the two have too many code words together
     */
    public ReviewTactic merge(
            Caller caller, UUID id, UUID into, @Nullable Integer revision, @Nullable Integer intoRevision) {
        if (id.equals(into)) {
            throw ProblemException.invalid("/into", "is the report itself");
        }
        return database.call(connection -> {
            support.hold(caller, connection, find(caller, connection, id).collectionId());
            List<Report> both = locked(caller, connection, List.of(id, into));
            Report from = both.get(0);
            Report target = both.get(1);
            if (from.state() == TacticState.MERGED
                    && into.equals(from.mergedInto())
                    && caller.clientId().equals(from.decidedBy())) {
                return load(caller, connection, id);
            }
            checkMerge(from, target);
            checkRevision(from, revision);
            checkRevision(target, intoRevision);
            int collectionId = target.collectionId();
            rows.join(caller, connection, from, target);
            rows.decide(
                    caller,
                    connection,
                    from,
                    from.content(),
                    new ReviewRows.Decision(TacticState.MERGED, null, from.isPublished() ? "merged" : null, into));
            if (from.isPublished()) {
                published.remove(caller, connection, collectionId, id);
            }
            TacticContent joined = joined(caller, connection, target, target.content());
            if (target.state() == TacticState.APPROVED) {
                published.publish(caller, connection, collectionId, into, target.revision() + 1, joined);
            }
            feed.touch(caller, collectionId, TacticFeedSource.KIND, List.of(into, id));
            Map<String, Object> details = details(from, null);
            details.put("into", into);
            audit.record(caller, "tactic.merge", collectionId, id.toString(), details);
            return load(caller, connection, id);
        });
    }

    /**
     * What is published of a report: its words, with what the reports that were merged into it add. Reports themselves stay as
     * their members wrote them, so that none is shown what another wrote and staff have not published.
     */
    private TacticContent joined(Caller caller, Connection connection, Report report, TacticContent own)
            throws SQLException {
        TacticContent joined = own;
        for (Report merged : rows.mergedInto(caller, connection, report.collectionId(), List.of(report.id()))) {
            joined = joined.joinedWith(merged.content());
        }
        if (joined.codeWords().size() > TacticContent.MAX_JOINED_CODE_WORDS) {
            throw Problem.CONFLICT.because(
                    "With what was merged it has " + joined.codeWords().size() + " code words, at most "
                            + TacticContent.MAX_JOINED_CODE_WORDS + " are allowed.");
        }
        return joined;
    }

    private static void checkMerge(Report from, Report target) {
        for (Report report : List.of(from, target)) {
            if (!report.state().live()) {
                throw Problem.CONFLICT.because(
                        "The report " + report.id() + " is " + report.state().wire() + ".");
            }
        }
        if (from.collectionId() != target.collectionId()) {
            throw ProblemException.invalid("/into", "is in another collection");
        }
        if (from.isPublished() && target.state() != TacticState.APPROVED) {
            throw Problem.CONFLICT.because(
                    "This report is published and the other is not: decide that one first, or merge it into this one.");
        }
    }

    /**
     * Takes a report out of the feed, whatever its state. It comes back when its member sends it again and it is approved.
     *
     * @param revision of the report that was looked at; null to withdraw whatever it is now
     * @throws ProblemException 404; 409 when it is merged, or has changed since that revision
     */
    public ReviewTactic withdraw(
            Caller caller, UUID id, WithdrawReason reason, @Nullable String comment, @Nullable Integer revision) {
        return database.call(connection -> {
            Report report = locked(caller, connection, List.of(id)).get(0);
            if (report.state() == TacticState.MERGED) {
                throw Problem.CONFLICT.because("This report is merged into " + report.mergedInto() + ".");
            }
            if (report.state() != TacticState.WITHDRAWN) {
                checkRevision(report, revision);
                rows.decide(
                        caller,
                        connection,
                        report,
                        report.content(),
                        new ReviewRows.Decision(
                                TacticState.WITHDRAWN, comment, report.isPublished() ? reason.wire() : null, null));
                published.remove(caller, connection, report.collectionId(), id);
                feed.touch(caller, report.collectionId(), TacticFeedSource.KIND, List.of(id));
                Map<String, Object> details = details(report, reason.wire());
                if (comment != null) {
                    details.put("comment", comment);
                }
                audit.record(caller, "tactic.withdraw", report.collectionId(), id.toString(), details);
            }
            return load(caller, connection, id);
        });
    }

    private static Map<String, Object> details(Report report, @Nullable String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("revision", report.revision());
        details.put("before", report.state().wire());
        if (reason != null) {
            details.put("reason", reason);
        }
        return details;
    }

    private List<Report> locked(Caller caller, Connection connection, List<UUID> ids) throws SQLException {
        Map<UUID, Report> found = rows.lock(caller, connection, readable(caller), ids);
        List<Report> reports = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            Report report = found.get(id);
            if (report == null) {
                throw noReport();
            }
            reports.add(report);
        }
        return reports;
    }

    private ReviewTactic load(Caller caller, Connection connection, UUID id) throws SQLException {
        ReviewTactic report = tactics.find(caller, connection, readable(caller), id);
        if (report == null) {
            throw noReport();
        }
        return report;
    }

    private Report find(Caller caller, Connection connection, UUID id) throws SQLException {
        Report report =
                rows.find(caller, connection, readable(caller), List.of(id)).get(id);
        if (report == null) {
            throw noReport();
        }
        return report;
    }

    private static ProblemException noReport() {
        return Problem.NOT_FOUND.because("There is no such tactic.");
    }

    private List<CollectionRef> readable(Caller caller) {
        return members.collections(caller).stream()
                .filter(collection -> collection.access().canRead())
                .toList();
    }
}
