package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.indicator.Listings;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.Ids;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The door for members: their reports, and what is published. A report is its member's alone until staff publish it; from
 * then on others read the published copy, which names no member.
 */
@Singleton
@ActsAs
@Transactional
public class Tactics {

    /** Weeks of trends at most. */
    public static final int MAX_WEEKS = 104;

    private static final Caller COUNTER = Caller.system("trends");
    private static final Caller SUPPORT = Caller.system("tactic-support");

    private final Database database;
    private final Members members;
    private final Listings listings;
    private final ReportRows reports;
    private final PublishedRows published;
    private final Support support;
    private final SimilarTactics similar;
    private final TrendRepository trends;
    private final TacticConfig config;
    private final Feed feed;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    Tactics(
            Database database,
            Members members,
            Listings listings,
            ReportRows reports,
            PublishedRows published,
            Support support,
            SimilarTactics similar,
            TrendRepository trends,
            TacticConfig config,
            Feed feed,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.database = database;
        this.members = members;
        this.listings = listings;
        this.reports = reports;
        this.published = published;
        this.support = support;
        this.similar = similar;
        this.trends = trends;
        this.config = config;
        this.feed = feed;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Takes a report. It waits for staff, whoever sends it.
     *
     * @throws ProblemException 404 for the collection, 409 when too many wait, 422 for a listing that the caller's member has
     *     not sent
     */
    public ReportedTactic report(Caller caller, String collection, TacticDraft draft) {
        CollectionRef writable = members.writable(caller, collection);
        Map<String, UUID> shown = resolve(caller, writable, draft.listings());
        UUID id = ids.random();
        return database.call(connection -> {
            reports.holdOthersOf(caller, connection);
            refuseTooMany(caller, connection, writable.id());
            reports.insert(caller, connection, writable.id(), id, draft.content());
            reports.setListings(caller, connection, writable.id(), id, shown);
            return new ReportedTactic(
                    id,
                    TacticState.PENDING.wire(),
                    1,
                    similar.toMember(caller, connection, writable, id, draft.content()));
        });
    }

    private void refuseTooMany(Caller caller, Connection connection, int collectionId) throws SQLException {
        if (reports.pending(caller, connection, collectionId) >= config.pendingPerMember()) {
            throw Problem.CONFLICT.because("Your member has " + config.pendingPerMember()
                    + " reports waiting for staff here. Wait until some are decided, or withdraw some.");
        }
    }

    private Map<String, UUID> resolve(Caller caller, CollectionRef collection, List<String> references) {
        Map<String, UUID> found = listings.ids(caller, collection, references);
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            if (!found.containsKey(references.get(i))) {
                errors.add(FieldError.at("/listings/" + i, "is no listing of your member in this collection"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return found;
    }

    /**
     * Replaces a report of the caller's member: it waits for staff again. What is published of it stays until they have
     * decided. The same content again changes nothing.
     *
     * @throws ProblemException 404, 409 when it is merged or too many wait, 422 as {@link #report}
     */
    public ReportedTactic replace(Caller caller, String collection, UUID id, TacticDraft draft) {
        CollectionRef writable = members.writable(caller, collection);
        Map<String, UUID> shown = resolve(caller, writable, draft.listings());
        return database.call(connection -> {
            reports.holdOthersOf(caller, connection);
            Report before = own(reports.lock(caller, connection, writable.id(), id));
            refuseMerged(before);
            boolean same = before.stateForMember().live() && before.content().equals(draft.content());
            if (!same) {
                if (before.state() != TacticState.PENDING) {
                    refuseTooMany(caller, connection, writable.id());
                }
                reports.replace(caller, connection, writable.id(), id, draft.content());
            }
            reports.setListings(caller, connection, writable.id(), id, shown);
            return new ReportedTactic(
                    id,
                    same ? before.state().wire() : TacticState.PENDING.wire(),
                    same ? before.revision() : before.revision() + 1,
                    similar.toMember(caller, connection, writable, id, draft.content()));
        });
    }

    /**
     * Takes a report of the caller's member back. It leaves the feed, unless others have reported the same and staff have merged
     * the reports: then it does when all have taken theirs back. Done when it is withdrawn already.
     *
     * @throws ProblemException 404
     */
    public void withdraw(Caller caller, String collection, UUID id) {
        CollectionRef visible = members.visible(caller, collection);
        database.run(connection -> {
            support.hold(SUPPORT, connection, visible.id());
            Report report = own(reports.find(caller, connection, visible.id(), id));
            Support.TakenBack taken = support.takeBack(SUPPORT, connection, report);
            if (taken != null) {
                record(caller, visible.id(), id, taken);
            }
        });
    }

    private void record(Caller caller, int collectionId, UUID id, Support.TakenBack taken) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("before", taken.before().state().wire());
        if (taken.before().mergedInto() != null) {
            details.put("mergedInto", taken.before().mergedInto());
        }
        if (taken.stays()) {
            details.put("staysPublished", true);
        }
        audit.record(caller, "tactic.withdraw", collectionId, id.toString(), details);
        UUID left = taken.left();
        if (left == null) {
            return;
        }
        feed.touch(caller, collectionId, TacticFeedSource.KIND, List.of(left));
        if (!left.equals(id)) {
            audit.record(caller, "tactic.leave", collectionId, left.toString(), Map.of("last", id));
        }
    }

    private static Report own(@Nullable Report report) {
        if (report == null) {
            throw noTactic();
        }
        return report;
    }

    private static void refuseMerged(Report report) {
        if (report.stateForMember() == TacticState.MERGED) {
            throw Problem.CONFLICT.because("This report was merged into " + report.mergedInto()
                    + ", which others have reported, too. Report what is new, or ask the coalition's staff.");
        }
    }

    /** A report of the caller's member in any state, or what is published. @throws ProblemException 404 */
    public TacticView get(Caller caller, String collection, UUID id) {
        CollectionRef visible = members.visible(caller, collection);
        return database.call(connection -> {
            Report own = reports.find(caller, connection, visible.id(), id);
            if (own != null) {
                return TacticView.own(
                        own,
                        visible.tlp(),
                        reports.listings(caller, connection, visible.id(), List.of(id))
                                .getOrDefault(id, List.of()));
            }
            PublishedTactic tactic =
                    reads(caller, visible) ? published.find(caller, connection, visible.id(), id) : null;
            if (tactic == null) {
                throw noTactic();
            }
            return TacticView.published(tactic, visible.tlp());
        });
    }

    /**
     * A page of what is published, newest first, or of the reports of the caller's member. Who may not read what others
     * have reported gets its own.
     *
     * @param state of own reports; null for all
     * @throws ProblemException 404, 422 for an unknown state
     */
    public Page<TacticView> list(
            Caller caller,
            String collection,
            boolean mine,
            @Nullable String state,
            TacticFilter filter,
            @Nullable String cursor,
            int limit) {
        CollectionRef visible = members.visible(caller, collection);
        TacticCursor before = TacticCursor.read(cursor, TacticCursor.NEWEST);
        if (mine || state != null || !reads(caller, visible)) {
            return own(caller, visible, state, filter, before, limit);
        }
        List<PublishedTactic> found = database.call(
                connection -> published.page(caller, connection, visible.id(), filter, before, limit + 1));
        return Page.of(
                found,
                limit,
                tactic -> new TacticCursor(tactic.publishedAt(), tactic.id()).key(),
                tactic -> TacticView.published(tactic, visible.tlp()));
    }

    private Page<TacticView> own(
            Caller caller,
            CollectionRef visible,
            @Nullable String state,
            TacticFilter filter,
            TacticCursor before,
            int limit) {
        TacticState wanted = state == null ? null : TacticState.parsed(state, "/state");
        return database.call(connection -> {
            List<Report> found = reports.page(caller, connection, visible.id(), wanted, filter, before, limit + 1);
            Map<UUID, List<String>> references = reports.listings(
                    caller,
                    connection,
                    visible.id(),
                    found.stream().map(Report::id).toList());
            return Page.of(
                    found,
                    limit,
                    report -> new TacticCursor(report.createdAt(), report.id()).key(),
                    report -> TacticView.own(report, visible.tlp(), references.getOrDefault(report.id(), List.of())));
        });
    }

    /**
     * Reports per ISO week of what is published.
     *
     * @param weeks 1 to {@link #MAX_WEEKS}, up to and with the present one
     * @throws ProblemException 404 for the collection, 403 for a member that may only write
     */
    Trends trends(Caller caller, String collection, TrendBy by, int weeks) {
        CollectionRef readable = members.readable(caller, collection);
        LocalDate monday =
                LocalDate.now(clock.withZone(ZoneOffset.UTC)).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate from = monday.minusWeeks(weeks - 1L);
        return new Trends(by.wire(), from, monday, trends.count(COUNTER, readable.id(), by, from));
    }

    /** Whether the caller may read what others have reported. */
    static boolean reads(Caller caller, CollectionRef collection) {
        return caller.has(Scope.FEED_READ) && collection.access().canRead();
    }

    static ProblemException noTactic() {
        return Problem.NOT_FOUND.because("There is no such tactic.");
    }
}
