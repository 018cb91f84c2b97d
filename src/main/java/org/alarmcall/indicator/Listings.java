package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** The door for what a member has sent: its own listings, also where it may no longer send any. */
@Singleton
@ActsAs
@Transactional
public class Listings {

    private final Database database;
    private final Members members;
    private final ListingRows rows;
    private final DecisionRows decisionRows;
    private final Expiring expiring;
    private final Feed feed;
    private final AuditLog audit;

    Listings(
            Database database,
            Members members,
            ListingRows rows,
            DecisionRows decisionRows,
            Expiring expiring,
            Feed feed,
            AuditLog audit) {
        this.database = database;
        this.members = members;
        this.rows = rows;
        this.decisionRows = decisionRows;
        this.expiring = expiring;
        this.feed = feed;
        this.audit = audit;
    }

    /**
     * A page of the caller's listings, by reference.
     *
     * @param reference exactly this one; null for all
     * @param state null for all
     * @throws ProblemException 404 for the collection, 422 for an unknown state
     */
    public Page<ListingView> page(
            Caller caller,
            String collection,
            @Nullable String reference,
            @Nullable String state,
            @Nullable String cursor,
            int limit) {
        CollectionRef visible = members.visible(caller, collection);
        ReviewState reviewState = state == null
                ? null
                : ReviewState.parse(state)
                        .orElseThrow(() -> ProblemException.invalid(
                                "/state", "must be pending, approved, rejected, returned or withdrawn"));
        UUID after = IdCursor.read(cursor);
        if (reference != null && !mayExist(reference)) {
            return new Page<>(List.of(), null);
        }
        List<ListingView> found = database.call(
                connection -> rows.page(caller, connection, visible.id(), reference, reviewState, after, limit + 1));
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, limit),
                        IdCursor.of(found.get(limit - 1).listingId()));
    }

    /**
     * A page of what the caller's member reports and leaves the feed within so many days, soonest first. It may have fewer than
     * {@code limit}, or none, though others follow.
     *
     * @throws ProblemException 404 for the collection, 403 when the caller may not read its feed
     */
    public Page<ExpiringIndicator> expiring(
            Caller caller, String collection, int days, @Nullable String cursor, int limit) {
        CollectionRef readable = members.readable(caller, collection);
        return database.call(connection -> {
            Database.joinByKey(connection);
            return expiring.page(caller, connection, readable.id(), days, cursor, limit);
        });
    }

    /** A submission of the caller's member with a page of its listings. @throws ProblemException 404 */
    public SubmissionView submission(
            Caller caller, String collection, UUID submissionId, @Nullable String cursor, int limit) {
        CollectionRef visible = members.visible(caller, collection);
        UUID after = IdCursor.after(cursor);
        return database.call(connection -> rows.submission(caller, connection, visible, submissionId, after, limit)
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such submission.")));
    }

    /**
     * Takes the caller's report of a listing back. An indicator that no other member reports leaves the feed. Done when
     * it is withdrawn already.
     *
     * @throws ProblemException 404
     */
    public void withdraw(Caller caller, String collection, String reference) {
        CollectionRef visible = members.visible(caller, collection);
        database.run(connection -> {
            ListingRows.Own own = mayExist(reference) ? rows.lock(caller, connection, visible.id(), reference) : null;
            if (own == null) {
                throw Problem.NOT_FOUND.because("There is no such listing.");
            }
            if (own.state() == ReviewState.WITHDRAWN) {
                return;
            }
            rows.withdraw(caller, connection, visible.id(), own.id());
            feed.touch(
                    caller,
                    visible.id(),
                    IndicatorFeedSource.KIND,
                    decisionRows.indicatorsOf(caller, connection, visible, List.of(own.id())));
            Map<String, String> details = new LinkedHashMap<>();
            details.put("reference", reference);
            details.put("before", own.state().wire());
            audit.record(caller, "listing.withdraw", visible.id(), own.id().toString(), details);
        });
    }

    /** The ids of those of the references that are listings of the caller and not withdrawn. */
    public Map<String, UUID> ids(Caller caller, CollectionRef collection, Collection<String> references) {
        return database.call(connection -> rows.ids(caller, connection, collection.id(), references));
    }

    /** What no listing can be named by, PostgreSQL need not be asked for: it can't hold a NUL. */
    private static boolean mayExist(String reference) {
        return PlainText.lineFault(reference, ListingReader.MAX_REFERENCE) == null;
    }
}
