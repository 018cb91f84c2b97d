package org.alarmcall.indicator;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What staff decide. Each decision, its audit entry and what it changes in the feed are one transaction; the rows are
 * locked, so that of two at once one wins.
 */
@Singleton
@ActsAs
@Transactional
public class Decisions {

    /** Listings, with up to 50 indicators each, whose indicators are held at once. */
    private static final int SLICE = 10_000;

    private final Database database;
    private final Members members;
    private final DecisionRows rows;
    private final ReviewListings listings;
    private final RecalledListings recalled;
    private final FirstApprovals firstApprovals;
    private final Feed feed;
    private final DecisionAudit audit;

    Decisions(
            Database database,
            Members members,
            DecisionRows rows,
            ReviewListings listings,
            RecalledListings recalled,
            FirstApprovals firstApprovals,
            Feed feed,
            DecisionAudit audit) {
        this.database = database;
        this.members = members;
        this.rows = rows;
        this.listings = listings;
        this.recalled = recalled;
        this.firstApprovals = firstApprovals;
        this.feed = feed;
        this.audit = audit;
    }

    /**
     * Decides a listing that is pending, or approved and recalled. The same decision again by the same client answers the
     * same, so that a request whose answer was lost can be repeated. Where two people must approve, the first approval
     * leaves the listing pending.
     *
     * @param reason at most {@link Verdict#MAX_REASON} characters; needed to return a listing
     * @param labels replace the listing's when it is approved
     * @param revision of the listing that was looked at; null to decide whatever it is now
     * @throws ProblemException 404; 409 when it is decided, withdrawn, or has changed since that revision
     */
    public ReviewListing decide(
            Caller caller,
            UUID listingId,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels,
            @Nullable Integer revision) {
        verdict.checkReason(reason);
        if (labels != null && verdict != Verdict.APPROVE) {
            throw ProblemException.invalid("/labels", "only an approval can change labels");
        }
        return database.call(connection -> {
            Database.joinByKey(connection);
            DecisionRows.Pending listing = rows.lockListings(
                            caller, connection, members.readable(caller), List.of(listingId))
                    .get(listingId);
            if (listing == null) {
                throw Problem.NOT_FOUND.because("There is no such listing.");
            }
            CollectionRef collection = members.collection(caller, listing.collectionId());
            if (!repeatsFirst(caller, connection, collection, listingId, listing, labels, revision)
                    && mustDecide(caller, listing, verdict, reason, labels, revision)
                    && withoutFirst(caller, connection, collection, List.of(listingId), verdict, labels)
                            .contains(listingId)) {
                decide(caller, connection, collection, List.of(listingId), verdict, reason, labels);
                audit.decided(caller, collection, listingId, listing, verdict, reason, labels);
            }
            return Objects.requireNonNull(listings.load(caller, connection, collection, List.of(listingId))
                    .get(listingId));
        });
    }

    /** A first approval that corrects the labels has raised the revision: sent again, it names the one before. */
    private boolean repeatsFirst(
            Caller caller,
            Connection connection,
            CollectionRef collection,
            UUID listingId,
            DecisionRows.Pending listing,
            @Nullable Labels labels,
            @Nullable Integer revision)
            throws SQLException {
        return labels != null
                && listing.isUndecided()
                && (revision == null || revision == listing.revision() || revision == listing.revision() - 1)
                && firstApprovals.holds(caller, connection, collection, listingId, labels);
    }

    /** Those of the listings that may be decided now; a first approval of two is taken down, and audited, of the others. */
    private List<UUID> withoutFirst(
            Caller caller,
            Connection connection,
            CollectionRef collection,
            List<UUID> listings,
            Verdict verdict,
            @Nullable Labels labels)
            throws SQLException {
        if (verdict != Verdict.APPROVE) {
            return listings;
        }
        Set<UUID> waiting = firstApprovals.awaitingSecond(caller, connection, collection, listings, labels);
        if (waiting.isEmpty()) {
            return listings;
        }
        audit.firstApproved(caller, collection, waiting, labels);
        return listings.stream().filter(listing -> !waiting.contains(listing)).toList();
    }

    /** Decides locked listings and tells the feed. */
    private void decide(
            Caller caller,
            Connection connection,
            CollectionRef collection,
            List<UUID> decided,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels)
            throws SQLException {
        rows.decide(caller, connection, collection, decided, verdict, reason, labels);
        firstApprovals.forget(caller, connection, collection, decided);
        for (int from = 0; from < decided.size(); from += SLICE) {
            publish(
                    caller,
                    connection,
                    collection,
                    decided.subList(from, Math.min(from + SLICE, decided.size())),
                    verdict);
        }
    }

    private void publish(
            Caller caller, Connection connection, CollectionRef collection, List<UUID> decided, Verdict verdict)
            throws SQLException {
        List<UUID> indicators = rows.indicatorsOf(caller, connection, collection, decided);
        if (verdict == Verdict.APPROVE) {
            rows.liftWithdrawals(caller, connection, collection, indicators);
        }
        feed.touch(caller, collection.id(), IndicatorFeedSource.KIND, indicators);
    }

    private static boolean mustDecide(
            Caller caller,
            DecisionRows.Pending listing,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels,
            @Nullable Integer revision) {
        if (listing.state() == verdict.outcome()
                && !listing.recalled()
                && caller.clientId().equals(listing.decidedBy())
                && Objects.equals(reason, listing.reason())
                && (labels == null || labels.json().equals(listing.labels()))) {
            return false;
        }
        if (listing.state() == ReviewState.WITHDRAWN) {
            throw Problem.CONFLICT.because("The member has withdrawn this listing.");
        }
        if (!listing.isUndecided()) {
            throw Problem.ALREADY_DECIDED.because(
                    "This listing was " + listing.state().wire() + " by " + listing.decidedBy() + ".");
        }
        if (revision != null && revision != listing.revision()) {
            throw Problem.CONFLICT.because("The listing has changed: it is at revision " + listing.revision()
                    + ". Look at it again, then send that revision.");
        }
        return true;
    }

    /** A listing that staff have looked at. */
    public record Seen(UUID listingId, int revision) {}

    /**
     * Those that still wait for a decision and are as they were seen. They are locked until the end of the caller's
     * transaction, so that nobody decides them meanwhile.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Seen> stillOpen(Caller caller, List<Seen> seen) {
        return database.call(connection -> {
            Map<UUID, DecisionRows.Pending> locked = rows.lockListings(
                    caller,
                    connection,
                    members.readable(caller),
                    seen.stream().map(Seen::listingId).toList());
            return seen.stream()
                    .filter(one ->
                            status(locked.get(one.listingId()), one.revision()).equals(ListingsDecision.DECIDED))
                    .toList();
        });
    }

    /**
     * Decides listings that were looked at together, as those near to each other. Each that is still as it was seen is
     * decided, and the others are left; in one transaction.
     *
     * @param seen distinct listings
     */
    public ListingsDecision decideTogether(Caller caller, List<Seen> seen, Verdict verdict, @Nullable String reason) {
        verdict.checkReason(reason);
        return database.call(connection -> {
            Database.joinByKey(connection);
            Map<UUID, DecisionRows.Pending> locked = rows.lockListings(
                    caller,
                    connection,
                    members.readable(caller),
                    seen.stream().map(Seen::listingId).toList());
            Map<Integer, List<UUID>> open = new TreeMap<>();
            Map<UUID, String> statuses = new HashMap<>();
            for (Seen one : seen) {
                DecisionRows.Pending listing = locked.get(one.listingId());
                String status = status(listing, one.revision());
                statuses.put(one.listingId(), status);
                if (listing != null && status.equals(ListingsDecision.DECIDED)) {
                    open.computeIfAbsent(listing.collectionId(), id -> new ArrayList<>())
                            .add(one.listingId());
                }
            }
            int count = 0;
            for (Map.Entry<Integer, List<UUID>> each : open.entrySet()) {
                CollectionRef collection = members.collection(caller, each.getKey());
                List<UUID> wanted = new ArrayList<>(each.getValue());
                if (verdict == Verdict.APPROVE) {
                    Set<UUID> corrected = firstApprovals.correctedByOthers(caller, connection, collection, wanted);
                    wanted.removeAll(corrected);
                    corrected.forEach(listing -> statuses.put(listing, ListingsDecision.CHANGED));
                }
                List<UUID> decided = withoutFirst(caller, connection, collection, wanted, verdict, null);
                count += decided.size();
                Set<UUID> done = Set.copyOf(decided);
                wanted.stream()
                        .filter(listing -> !done.contains(listing))
                        .forEach(listing -> statuses.put(listing, ListingsDecision.FIRST_APPROVAL));
                decide(caller, connection, collection, decided, verdict, reason, null);
                audit.decidedTogether(caller, collection, decided, verdict, reason);
            }
            List<ListingsDecision.Result> results = seen.stream()
                    .map(one -> new ListingsDecision.Result(
                            one.listingId(), Objects.requireNonNull(statuses.get(one.listingId()))))
                    .toList();
            return new ListingsDecision(verdict.wire(), count, results);
        });
    }

    private static String status(DecisionRows.@Nullable Pending listing, int revision) {
        if (listing == null) {
            return ListingsDecision.NOT_FOUND;
        }
        if (listing.state() == ReviewState.WITHDRAWN) {
            return ListingsDecision.WITHDRAWN;
        }
        if (!listing.isUndecided()) {
            return ListingsDecision.ALREADY_DECIDED;
        }
        return listing.revision() == revision ? ListingsDecision.DECIDED : ListingsDecision.CHANGED;
    }

    /**
     * Decides all listings of a submission that are still pending.
     *
     * @param except listings to leave as they are
     * @throws ProblemException 404
     */
    @TransactionConfiguration(timeout = SubmissionStore.TIMEOUT_SECONDS)
    public SubmissionDecision decideSubmission(
            Caller caller, UUID submissionId, Verdict verdict, @Nullable String reason, Set<UUID> except) {
        return decideSubmissionWithin(caller, submissionId, verdict, reason, except);
    }

    /** The same in the caller's transaction, which must have time for it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public SubmissionDecision decideSubmissionWithin(
            Caller caller, UUID submissionId, Verdict verdict, @Nullable String reason, Set<UUID> except) {
        verdict.checkReason(reason);
        return database.call(connection -> {
            Database.joinByKey(connection);
            Integer collectionId = rows.collectionOf(caller, connection, members.readable(caller), submissionId);
            if (collectionId == null) {
                throw Problem.NOT_FOUND.because("There is no such submission.");
            }
            CollectionRef collection = members.collection(caller, collectionId);
            List<UUID> pending = rows.lockPending(caller, connection, collection, submissionId);
            List<UUID> wanted = new ArrayList<>(pending);
            wanted.removeAll(except);
            if (verdict == Verdict.APPROVE) {
                wanted.removeAll(firstApprovals.correctedByOthers(caller, connection, collection, wanted));
            }
            List<UUID> decided = withoutFirst(caller, connection, collection, wanted, verdict, null);
            decide(caller, connection, collection, decided, verdict, reason, null);
            int left = pending.size() - decided.size();
            audit.decidedSubmission(caller, collection, submissionId, decided, left, verdict, reason);
            return new SubmissionDecision(submissionId, collection.slug(), verdict.wire(), decided.size(), left);
        });
    }

    /**
     * Takes an indicator out of the feed, whoever reported it. It comes back when staff approve a listing with it after
     * this.
     *
     * @throws ProblemException 404
     */
    public WithdrawnIndicator withdrawIndicator(
            Caller caller, UUID indicatorId, WithdrawReason reason, @Nullable String comment) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            WithdrawnIndicator withdrawn =
                    rows.withdrawIndicator(caller, connection, members.readable(caller), indicatorId, reason);
            if (withdrawn == null) {
                throw Problem.NOT_FOUND.because("There is no such indicator.");
            }
            CollectionRef collection = members.visible(caller, withdrawn.collection());
            recalled.release(caller, connection, collection.id());
            feed.touch(caller, collection.id(), IndicatorFeedSource.KIND, List.of(indicatorId));
            audit.withdrawn(caller, collection, withdrawn, comment);
            return withdrawn;
        });
    }
}
