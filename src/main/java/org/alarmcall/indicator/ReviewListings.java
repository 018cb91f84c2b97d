package org.alarmcall.indicator;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.matching.Families;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** Gathers what staff see of listings: a few queries a collection, however many listings. */
@Singleton
class ReviewListings {

    /** Other listings that are named beside an indicator. */
    private static final int MAX_REPORTS = 10;

    private static final int MAX_NEAR = 100;

    /** Values of a page by which near listings are looked for: each is compared with all that wait. */
    private static final int MAX_COMPARED_A_PAGE = 1_000;

    private final Members members;
    private final Feed feed;
    private final LookAlikesCache lookAlikes;
    private final PendingListings pending;
    private final NearestIndicators nearest;
    private final Families families;
    private final List<Judgements> judgements;

    ReviewListings(
            Members members,
            Feed feed,
            LookAlikesCache lookAlikes,
            PendingListings pending,
            NearestIndicators nearest,
            Families families,
            Instance<Judgements> judgements) {
        this.members = members;
        this.feed = feed;
        this.lookAlikes = lookAlikes;
        this.pending = pending;
        this.nearest = nearest;
        this.families = families;
        this.judgements = judgements.stream().toList();
    }

    /** Those of the listings that there are, by id; indicators in the order of type and value. */
    Map<UUID, ReviewListing> load(Caller caller, Connection connection, CollectionRef collection, Collection<UUID> ids)
            throws SQLException {
        Database.joinByKey(connection);
        Map<UUID, ReviewListing> listings = listings(caller, connection, collection, ids);
        Map<UUID, List<ReportedIndicator>> found = ReportedIndicator.of(
                connection, collection, listings.keySet(), lookAlikes.of(connection, collection.id()));
        List<UUID> indicatorIds = found.values().stream()
                .flatMap(List::stream)
                .map(ReportedIndicator::indicatorId)
                .distinct()
                .toList();
        Map<UUID, Tier> tiers = feed.published(caller, collection.id(), IndicatorFeedSource.KIND, indicatorIds);
        Map<UUID, Long> given = given(caller, collection.id(), indicatorIds);
        Map<UUID, List<ReviewListing.Report>> reports = reports(caller, connection, collection, given);
        Map<UUID, ReviewListing.Feedback> feedback = new HashMap<>();
        for (Judgements source : judgements) {
            feedback.putAll(source.ofIndicators(caller, collection.id(), indicatorIds));
        }
        Nearby nearby = nearest.of(
                caller,
                collection,
                found.values().stream()
                        .flatMap(List::stream)
                        .map(ReportedIndicator::fingerprint)
                        .toList());
        for (ReviewListing listing : listings.values()) {
            for (ReportedIndicator indicator : found.getOrDefault(listing.listingId(), List.of())) {
                UUID id = indicator.indicatorId();
                listing.indicators()
                        .add(indicator.view(
                                tiers.get(id),
                                reports.getOrDefault(id, List.of()).stream()
                                        .filter(report -> !report.listingId().equals(listing.listingId()))
                                        .limit(MAX_REPORTS)
                                        .toList(),
                                nearDuplicates(nearby, indicator.fingerprint()),
                                given.getOrDefault(id, Evidence.NEVER),
                                feedback.getOrDefault(id, ReviewListing.Feedback.NONE)));
            }
        }
        addNear(connection, collection.id(), listings.values(), found);
        return listings;
    }

    /** From which position on a reader had been given each of the indicators, as by {@link Evidence#firstGiven}. */
    private Map<UUID, Long> given(Caller caller, int collectionId, List<UUID> indicators) {
        Map<UUID, Long> first = feed.firstPublished(caller, collectionId, IndicatorFeedSource.KIND, indicators);
        Map<UUID, Families.Membership> memberships = families.of(caller, collectionId, indicators);
        Map<UUID, Long> given = new HashMap<>();
        indicators.forEach(id -> given.put(id, Evidence.firstGiven(first.get(id), memberships.get(id))));
        return given;
    }

    /** null when it is not known. */
    private static @Nullable List<ReviewListing.NearDuplicate> nearDuplicates(Nearby nearby, Fingerprint fingerprint) {
        IndicatorAnswer.Nearest nearest = nearby.nearest(fingerprint);
        if (nearest != null) {
            return List.of(new ReviewListing.NearDuplicate(nearest.indicatorId(), nearest.distance()));
        }
        return nearby.isKnown(fingerprint) ? List.of() : null;
    }

    private void addNear(
            Connection connection,
            int collectionId,
            Collection<ReviewListing> listings,
            Map<UUID, List<ReportedIndicator>> found)
            throws SQLException {
        int left = MAX_COMPARED_A_PAGE;
        Map<ReviewListing, Map<UUID, Integer>> near = new LinkedHashMap<>();
        Set<UUID> all = new HashSet<>();
        for (ReviewListing listing : listings) {
            List<Fingerprint> own = PendingCodes.compared(
                    found.getOrDefault(listing.listingId(), List.of()).stream()
                            .map(ReportedIndicator::fingerprint)
                            .toList(),
                    left);
            left -= own.size();
            Map<UUID, Integer> others = pending.near(collectionId, own, MAX_NEAR + 1);
            others.remove(listing.listingId());
            near.put(listing, others);
            all.addAll(others.keySet());
        }
        Map<UUID, Integer> revisions = PendingRows.stillPending(connection, collectionId, all);
        near.forEach((listing, others) -> listing.near().addAll(near(others, revisions)));
    }

    private static List<ReviewListing.Near> near(Map<UUID, Integer> distances, Map<UUID, Integer> revisions) {
        List<ReviewListing.Near> near = new ArrayList<>();
        distances.forEach((listing, distance) -> {
            Integer revision = revisions.get(listing);
            if (revision != null) { // it still waits
                near.add(new ReviewListing.Near(listing, revision, distance));
            }
        });
        near.sort(Comparator.comparingInt(ReviewListing.Near::distance).thenComparing(ReviewListing.Near::listingId));
        return near.subList(0, Math.min(near.size(), MAX_NEAR));
    }

    private Map<UUID, ReviewListing> listings(
            Caller caller, Connection connection, CollectionRef collection, Collection<UUID> ids) throws SQLException {
        Map<UUID, ReviewListing> listings = new LinkedHashMap<>();
        Map<Integer, Precision> precisions = precisions(caller, connection, collection.id(), ids);
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT l.id, l.member_id, l.submission_id, l.reference, l.observed_at, l.received_at, l.revision,
                    l.labels, l.note, l.trust, l.state, l.queue_reason, l.decided_at, l.decided_by, l.decision_reason,
                    f.client_id AS first_by, f.at AS first_at, f.labels AS first_labels
                FROM listing l LEFT JOIN first_approval f
                    ON f.collection_id = l.collection_id AND f.listing_id = l.id AND f.revision = l.revision
                WHERE l.collection_id = ? AND l.id = ANY(?) ORDER BY l.id
                """)) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, ids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ReviewListing listing = listing(caller, collection, row, precisions);
                    listings.put(listing.listingId(), listing);
                }
            }
        }
        return listings;
    }

    /** Of the members whose listings these are. */
    private Map<Integer, Precision> precisions(
            Caller caller, Connection connection, int collectionId, Collection<UUID> listings) throws SQLException {
        Set<Integer> reporters = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT DISTINCT member_id FROM listing WHERE collection_id = ? AND id = ANY(?)")) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reporters.add(row.getInt(1));
                }
            }
        }
        Map<Integer, Precision> precisions = new HashMap<>();
        for (Judgements source : judgements) {
            precisions.putAll(source.ofReporters(caller, collectionId, reporters));
        }
        return precisions;
    }

    private ReviewListing listing(
            Caller caller, CollectionRef collection, ResultSet row, Map<Integer, Precision> precisions)
            throws SQLException {
        int memberId = row.getInt("member_id");
        MemberView reporter = members.member(caller, memberId);
        String decidedBy = row.getString("decided_by");
        return new ReviewListing(
                row.getObject("id", UUID.class),
                row.getInt("revision"),
                collection.slug(),
                row.getObject("submission_id", UUID.class),
                row.getString("reference"),
                Labels.ofJson(row.getString("labels")),
                row.getString("note"),
                SqlTimes.time(row, "observed_at"),
                SqlTimes.time(row, "received_at"),
                ReviewState.ofCode(row.getInt("state")).wire(),
                QueueReason.ofCode(row.getInt("queue_reason")).wire(),
                new ReviewListing.Reporter(
                        reporter.slug(),
                        reporter.name(),
                        Trust.ofCode(row.getInt("trust")).wire(),
                        precisions.getOrDefault(memberId, Precision.NONE)),
                decidedBy == null
                        ? null
                        : new ReviewListing.Decided(
                                decidedBy, SqlTimes.time(row, "decided_at"), row.getString("decision_reason")),
                firstApproval(row),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private static ReviewListing.@Nullable FirstApproval firstApproval(ResultSet row) throws SQLException {
        String by = row.getString("first_by");
        String labels = row.getString("first_labels");
        return by == null
                ? null
                : new ReviewListing.FirstApproval(
                        by, SqlTimes.time(row, "first_at"), labels == null ? null : Labels.ofJson(labels));
    }

    /**
     * The newest listings that report each indicator: one more than are named, as one is the listing itself.
     *
     * @param given the indicators, and from which position on a reader had been given them
     */
    private Map<UUID, List<ReviewListing.Report>> reports(
            Caller caller, Connection connection, CollectionRef collection, Map<UUID, Long> given) throws SQLException {
        Map<UUID, List<ReviewListing.Report>> reports = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT k.id, q.member_id, q.listing_id, q.reported_at, q.pulled, q.state
                FROM unnest(?::uuid[]) AS k(id)
                CROSS JOIN LATERAL (
                    SELECT r.member_id, r.listing_id, r.reported_at, r.pulled, l.state
                    FROM report r CROSS JOIN LATERAL (SELECT state FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = ? AND r.indicator_id = k.id
                    ORDER BY r.listing_id DESC LIMIT ?) q
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, given.keySet()));
            statement.setInt(2, collection.id());
            statement.setInt(3, MAX_REPORTS + 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UUID indicator = row.getObject("id", UUID.class);
                    reports.computeIfAbsent(indicator, id -> new ArrayList<>())
                            .add(new ReviewListing.Report(
                                    members.member(caller, row.getInt("member_id"))
                                            .slug(),
                                    row.getObject("listing_id", UUID.class),
                                    ReviewState.ofCode(row.getInt("state")).wire(),
                                    SqlTimes.time(row, "reported_at"),
                                    row.getLong("pulled") >= given.getOrDefault(indicator, Evidence.NEVER)));
                }
            }
        }
        return reports;
    }
}
