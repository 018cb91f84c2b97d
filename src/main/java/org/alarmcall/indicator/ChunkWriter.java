package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.indicator.IntakeQueries.Known;
import org.alarmcall.indicator.IntakeWrites.ListingRow;
import org.alarmcall.indicator.IntakeWrites.NewIndicator;
import org.alarmcall.indicator.IntakeWrites.NewReport;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Stores a chunk of listings and says what became of each: three questions, then one statement a table. The number of
 * statements does not depend on the number of listings.
 */
@Singleton
class ChunkWriter {

    private final IntakeQueries queries;
    private final IntakeWrites writes;
    private final ListingLimit limit;
    private final Feed feed;
    private final Ids ids;

    ChunkWriter(IntakeQueries queries, IntakeWrites writes, ListingLimit limit, Feed feed, Ids ids) {
        this.queries = queries;
        this.writes = writes;
        this.limit = limit;
        this.feed = feed;
        this.ids = ids;
    }

    /** A listing of the chunk, its id and what becomes of it. */
    private record Placed(ParsedListing listing, UUID id, Intake intake, byte[] contentHash) {}

    /** What is known before the chunk is written. */
    private record Before(Map<Fingerprint, Known> known, Map<UUID, Tier> readableTiers, Nearby nearby) {

        @Nullable
        UUID id(Fingerprint fingerprint) {
            Known there = known.get(fingerprint);
            return there == null ? null : there.id();
        }

        /** What a member had been given when it reported an indicator first holds for all its reports of it. */
        long pulled(Fingerprint fingerprint, long now) {
            Known there = known.get(fingerprint);
            return there == null || there.pulled() == null ? now : there.pulled();
        }

        boolean allowListed(ParsedListing listing, LookAlikes lookAlikes) {
            return listing.indicators().stream().anyMatch(indicator -> {
                Known there = known.get(indicator.fingerprint());
                return there != null && there.allowListed() || lookAlikes.nearest(indicator.fingerprint()) != null;
            });
        }
    }

    /**
     * The answers, in the order of the listings. References must be distinct.
     *
     * @param nearby for the answers
     * @throws SQLException unique violation when another transaction stored one of the rows since; then it must be done
     *     again
     */
    List<ListingAnswer> write(
            Caller caller, Connection connection, Sending sending, List<ParsedListing> listings, Nearby nearby)
            throws SQLException {
        int collectionId = sending.collection().id();
        Map<String, Intake.Existing> existing = queries.lockOwn(
                caller,
                connection,
                collectionId,
                listings.stream().map(ParsedListing::reference).toList());
        List<Fingerprint> fingerprints = distinct(listings);
        Before before = before(caller, connection, sending, fingerprints, nearby);
        List<ParsedListing> admitted = limit.admit(caller, connection, sending, listings, existing, before.known());
        List<Placed> placed = place(sending, admitted, existing, before);

        Map<Fingerprint, UUID> indicatorIds = new HashMap<>();
        List<NewIndicator> newIndicators = new ArrayList<>();
        for (Fingerprint fingerprint : fingerprints) {
            UUID id = before.id(fingerprint);
            if (id == null) {
                id = ids.random();
                newIndicators.add(new NewIndicator(id, fingerprint));
            }
            indicatorIds.put(fingerprint, id);
        }
        writes.indicators(connection, sending, newIndicators);
        List<UUID> dropped = store(caller, connection, sending, placed, before, indicatorIds);
        feed.touch(
                caller, collectionId, IndicatorFeedSource.KIND, touched(placed, indicatorIds, newIndicators, dropped));
        return answers(admitted, placed, before);
    }

    private static List<Fingerprint> distinct(List<ParsedListing> listings) {
        TreeSet<Fingerprint> distinct = new TreeSet<>();
        for (ParsedListing listing : listings) {
            for (ParsedIndicator indicator : listing.indicators()) {
                distinct.add(indicator.fingerprint());
            }
        }
        return new ArrayList<>(distinct);
    }

    /** A caller that may not read the collection is answered as if nothing were in the feed. */
    private Before before(
            Caller caller, Connection connection, Sending sending, List<Fingerprint> fingerprints, Nearby nearby)
            throws SQLException {
        int collectionId = sending.collection().id();
        Map<Fingerprint, Known> known = queries.known(caller, connection, collectionId, fingerprints, limit.most());
        List<UUID> there = new ArrayList<>(known.size());
        for (Known one : known.values()) {
            if (one.id() != null) {
                there.add(one.id());
            }
        }
        Map<UUID, Tier> tiers = sending.collection().access().canRead()
                ? feed.published(caller, collectionId, IndicatorFeedSource.KIND, there)
                : Map.of();
        return new Before(known, tiers, nearby);
    }

    /** All that keep an indicator. New ids are given in the order of the listings, so that the queue keeps it. */
    private List<Placed> place(
            Sending sending, List<ParsedListing> listings, Map<String, Intake.Existing> existing, Before before) {
        Iterator<UUID> newIds = orderedIds(listings.size()).iterator();
        List<Placed> placed = new ArrayList<>(listings.size());
        for (ParsedListing listing : listings) {
            if (listing.indicators().isEmpty()) {
                continue;
            }
            byte[] contentHash = ListingContent.hash(listing);
            Intake.Existing own = existing.get(listing.reference());
            boolean allowListed = before.allowListed(listing, sending.lookAlikes());
            Intake intake = Intake.of(own, contentHash, sending.trust(), allowListed, sending.policy());
            placed.add(new Placed(listing, own == null ? newIds.next() : own.id(), intake, contentHash));
        }
        return placed;
    }

    private List<UUID> orderedIds(int count) {
        List<UUID> ordered = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ordered.add(ids.ordered());
        }
        ordered.sort((a, b) -> {
            int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
            return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
        });
        return ordered;
    }

    /** Stores listings and reports. The indicators that lost a report. */
    private List<UUID> store(
            Caller caller,
            Connection connection,
            Sending sending,
            List<Placed> placed,
            Before before,
            Map<Fingerprint, UUID> indicatorIds)
            throws SQLException {
        List<ListingRow> added = new ArrayList<>();
        List<ListingRow> replaced = new ArrayList<>();
        List<ListingRow> unchanged = new ArrayList<>();
        List<NewReport> addedReports = new ArrayList<>();
        List<NewReport> replacedReports = new ArrayList<>();
        for (Placed one : placed) {
            switch (one.intake().change()) {
                case NEW -> {
                    added.add(row(one));
                    addedReports.addAll(reports(one, sending, before, indicatorIds));
                }
                case REPLACED, REOPENED -> {
                    replaced.add(row(one));
                    replacedReports.addAll(reports(one, sending, before, indicatorIds));
                }
                case UNCHANGED -> unchanged.add(row(one));
            }
        }
        writes.newListings(caller, connection, sending, added);
        writes.replacedListings(caller, connection, sending, replaced);
        writes.unchangedListings(caller, connection, sending, unchanged);
        List<UUID> dropped = writes.dropReports(
                caller,
                connection,
                sending,
                replaced.stream().map(ListingRow::id).toList(),
                replacedReports);
        writes.reports(caller, connection, sending, addedReports, false);
        writes.reports(caller, connection, sending, replacedReports, true);
        return dropped;
    }

    private static ListingRow row(Placed placed) {
        ParsedListing listing = placed.listing();
        return new ListingRow(
                placed.id(),
                listing.reference(),
                listing.observedAt(),
                listing.labelsJson(),
                listing.note(),
                placed.contentHash(),
                placed.intake());
    }

    private static List<NewReport> reports(
            Placed placed, Sending sending, Before before, Map<Fingerprint, UUID> indicatorIds) {
        List<NewReport> reports = new ArrayList<>();
        for (ParsedIndicator indicator : placed.listing().indicators()) {
            Fingerprint fingerprint = indicator.fingerprint();
            Integer quality = indicator.quality();
            reports.add(new NewReport(
                    Objects.requireNonNull(indicatorIds.get(fingerprint)),
                    placed.id(),
                    before.pulled(fingerprint, sending.pulled()),
                    quality == null ? null : quality.shortValue()));
        }
        return reports;
    }

    /**
     * All indicators of the listings and those that they no longer have, but for new ones in listings that wait for a
     * person: nobody else has seen those, and there is nothing to publish.
     */
    private static Set<UUID> touched(
            List<Placed> placed,
            Map<Fingerprint, UUID> indicatorIds,
            List<NewIndicator> newIndicators,
            List<UUID> dropped) {
        Set<UUID> unseen = new HashSet<>();
        newIndicators.forEach(indicator -> unseen.add(indicator.id()));
        Set<UUID> touched = new HashSet<>(dropped);
        for (Placed one : placed) {
            for (ParsedIndicator indicator : one.listing().indicators()) {
                UUID id = indicatorIds.get(indicator.fingerprint());
                if (one.intake().candidate() || !unseen.contains(id)) {
                    touched.add(id);
                }
            }
        }
        return touched;
    }

    private static List<ListingAnswer> answers(List<ParsedListing> listings, List<Placed> placed, Before before) {
        Set<Fingerprint> reported = new HashSet<>();
        before.known().forEach((fingerprint, known) -> {
            if (known.reported()) {
                reported.add(fingerprint);
            }
        });
        Iterator<Placed> stored = placed.iterator();
        List<ListingAnswer> answers = new ArrayList<>(listings.size());
        for (ParsedListing listing : listings) {
            answers.add(
                    listing.indicators().isEmpty()
                            ? ListingAnswer.rejected(listing.refused())
                            : answer(stored.next(), before, reported));
        }
        return answers;
    }

    private static ListingAnswer answer(Placed one, Before before, Set<Fingerprint> reported) {
        IndicatorAnswer[] inOrder = new IndicatorAnswer[slots(one.listing())];
        for (ParsedIndicator indicator : one.listing().indicators()) {
            inOrder[indicator.index()] = answer(indicator.fingerprint(), one.intake(), before, reported);
        }
        for (RejectedIndicator indicator : one.listing().rejected()) {
            inOrder[indicator.index()] = IndicatorAnswer.rejected(indicator);
        }
        List<IndicatorAnswer> indicators = new ArrayList<>(inOrder.length);
        for (IndicatorAnswer answer : inOrder) {
            if (answer != null) { // an equal one before it speaks for it
                indicators.add(answer);
            }
        }
        return ListingAnswer.accepted(one.listing(), one.id(), indicators);
    }

    private static int slots(ParsedListing listing) {
        int last = 0;
        for (ParsedIndicator indicator : listing.indicators()) {
            last = Math.max(last, indicator.index());
        }
        for (RejectedIndicator indicator : listing.rejected()) {
            last = Math.max(last, indicator.index());
        }
        return last + 1;
    }

    private static IndicatorAnswer answer(
            Fingerprint fingerprint, Intake intake, Before before, Set<Fingerprint> reported) {
        UUID id = before.id(fingerprint);
        Tier tier = id == null ? null : before.readableTiers().get(id);
        String status;
        if (!reported.add(fingerprint)) {
            status = IndicatorAnswer.DUPLICATE;
        } else {
            status = tier == null ? IndicatorAnswer.CREATED : IndicatorAnswer.CORROBORATED;
        }
        return tier == null
                ? IndicatorAnswer.accepted(
                        fingerprint, status, null, intake.state().wire(), before.nearby())
                : IndicatorAnswer.accepted(fingerprint, status, id, tier.wire(), before.nearby());
    }
}
