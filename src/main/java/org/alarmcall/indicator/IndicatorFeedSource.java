package org.alarmcall.indicator;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.Confirmations.Confirmation;
import org.alarmcall.matching.Families;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sequencer how indicators stand: a query a batch for each of what is stored, families, first positions, and
 * confirmations where there may be any. The rest is {@link Evidence} and {@link IndicatorState}.
 */
@Singleton
class IndicatorFeedSource implements FeedSource {

    /** The kind of an indicator's entries and touches. */
    static final String KIND = INDICATOR;

    private static final Caller SEQUENCER = Caller.system("sequencer");

    private static final Set<String> TYPES =
            Arrays.stream(FingerprintType.values()).map(FingerprintType::wire).collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final Members members;
    private final PublishingPolicies policies;
    private final Families families;
    private final Feed feed;
    private final List<Confirmations> confirmations;

    IndicatorFeedSource(
            Database database,
            Members members,
            PublishingPolicies policies,
            Families families,
            Feed feed,
            Instance<Confirmations> confirmations) {
        this.database = database;
        this.members = members;
        this.policies = policies;
        this.families = families;
        this.feed = feed;
        this.confirmations = confirmations.stream().toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<String> types() {
        return TYPES;
    }

    /**
     * Listing states: 0 pending, 1 approved, 2 rejected. Trust: 1 standard and above. Each indicator's reports are read
     * once, by key, and those that live folded by member: members are few where listings are many. Of the labels only
     * those that are published are read, since they are long.
     * OFFSET 0 keeps each look-up where it is written: of a collection newer than its statistics PostgreSQL takes a table
     * for empty and would walk all of it. So does the look-up of the allow list, which as EXISTS is made by reading it all.
     */
    private static final String LOAD = """
            SELECT i.id, i.type, i.value, i.withdrawn_reason, f.*, now() AS now,
                (SELECT labels FROM listing l WHERE l.collection_id = i.collection_id AND l.id = f.speaker) AS labels,
                (SELECT true FROM allow_list a
                    WHERE a.collection_id = i.collection_id AND a.type = i.type AND a.value = i.value) AS allow_listed
            FROM unnest(?::uuid[]) AS touched(id)
            CROSS JOIN LATERAL (SELECT * FROM indicator WHERE collection_id = ? AND id = touched.id OFFSET 0) AS i
            CROSS JOIN LATERAL (
                WITH fact AS (
                    SELECT r.member_id, r.reported_at, r.pulled, l.id AS listing_id, l.state, l.sent_at, l.decided_at,
                        l.state = 1 OR (l.state = 0 AND l.trust >= 1) AS counts,
                        l.state = 1 AND (i.withdrawn_at IS NULL OR l.decided_at > i.withdrawn_at) AS reviewed,
                        l.state = 0 AND l.candidate AS candidate
                    FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id)
                SELECT whole.*, by_member.*
                FROM (SELECT count(*) FILTER (WHERE state IN (0, 1)) AS live,
                    count(*) FILTER (WHERE state = 2) AS rejected,
                    bool_or(reviewed) AS reviewed,
                    bool_or(candidate) AS candidate,
                    min(reported_at) FILTER (WHERE state IN (0, 1)) AS first_reported,
                    (array_agg(listing_id ORDER BY state DESC, decided_at, listing_id)
                        FILTER (WHERE reviewed OR candidate))[1] AS speaker
                    FROM fact) AS whole
                CROSS JOIN (SELECT array_agg(member_id) AS members, array_agg(counts) AS counts,
                        array_agg(pulled) AS pulled, array_agg(sent_at) AS sent
                    FROM (SELECT member_id, counts, min(pulled) AS pulled, max(sent_at) AS sent_at
                        FROM fact WHERE state IN (0, 1) GROUP BY member_id, counts) AS live_report) AS by_member) AS f
            """;

    @Override
    public List<State> load(int collectionId, Collection<UUID> subjects) {
        CollectionRef collection = members.collection(SEQUENCER, collectionId);
        PublishingPolicy policy = policies.of(collection.slug());
        List<Facts> facts = read(collectionId, subjects);
        Map<UUID, Families.Membership> memberships = families.of(
                SEQUENCER,
                collectionId,
                ids(facts, one -> Families.TYPES.contains(one.fingerprint().type())));
        Map<UUID, Long> first = feed.firstPublished(SEQUENCER, collectionId, KIND, ids(facts, one -> one.live() > 0));
        Map<UUID, List<Confirmation>> confirmed = confirmations(collectionId, first.keySet());
        return facts.stream()
                .map(one -> {
                    Families.Membership family = memberships.get(one.id());
                    Evidence evidence = Evidence.of(
                            one.reports(),
                            confirmed.getOrDefault(one.id(), List.of()),
                            Evidence.firstGiven(first.get(one.id()), family));
                    return one.published(policy, evidence, family == null ? null : family.family(), collection.tlp());
                })
                .toList();
    }

    private static List<UUID> ids(List<Facts> facts, Predicate<Facts> which) {
        return facts.stream().filter(which).map(Facts::id).toList();
    }

    /** Members speak of what they were given only: of what never was in the feed nobody is asked. */
    private Map<UUID, List<Confirmation>> confirmations(int collectionId, Set<UUID> published) {
        Map<UUID, List<Confirmation>> all = new HashMap<>();
        if (!published.isEmpty()) {
            for (Confirmations source : confirmations) {
                source.of(SEQUENCER, collectionId, published)
                        .forEach((id, of) -> all.computeIfAbsent(id, none -> new ArrayList<>())
                                .addAll(of));
            }
        }
        return all;
    }

    private List<Facts> read(int collectionId, Collection<UUID> subjects) {
        List<Facts> facts = new ArrayList<>(subjects.size());
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
                statement.setArray(1, SqlArrays.uuids(connection, subjects));
                statement.setInt(2, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        facts.add(Facts.of(row));
                    }
                }
            }
        });
        return facts;
    }

    /** What is stored of an indicator. */
    private record Facts(
            UUID id,
            Fingerprint fingerprint,
            boolean allowListed,
            @Nullable String withdrawnReason,
            int live,
            int rejected,
            boolean reviewed,
            boolean candidate,
            @Nullable Instant firstReported,
            List<Evidence.Report> reports,
            @Nullable String labels,
            Instant now) {

        static Facts of(ResultSet row) throws SQLException {
            int live = row.getInt("live");
            return new Facts(
                    row.getObject("id", UUID.class),
                    Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value")),
                    row.getBoolean("allow_listed"),
                    row.getString("withdrawn_reason"),
                    live,
                    row.getInt("rejected"),
                    row.getBoolean("reviewed"),
                    row.getBoolean("candidate"),
                    SqlTimes.nullable(row, "first_reported"),
                    live == 0 ? List.of() : reports(row),
                    row.getString("labels"),
                    SqlTimes.time(row, "now"));
        }

        private static List<Evidence.Report> reports(ResultSet row) throws SQLException {
            Integer[] members = (Integer[]) row.getArray("members").getArray();
            Boolean[] counts = (Boolean[]) row.getArray("counts").getArray();
            Long[] pulled = (Long[]) row.getArray("pulled").getArray();
            Timestamp[] sent = (Timestamp[]) row.getArray("sent").getArray();
            List<Evidence.Report> reports = new ArrayList<>(members.length);
            for (int i = 0; i < members.length; i++) {
                reports.add(new Evidence.Report(members[i], counts[i], pulled[i], sent[i].toInstant()));
            }
            return reports;
        }

        State published(PublishingPolicy policy, Evidence evidence, @Nullable UUID cluster, String tlp) {
            IndicatorState state = new IndicatorState(
                    fingerprint,
                    allowListed,
                    withdrawnReason,
                    live,
                    rejected,
                    reviewed,
                    candidate,
                    firstReported,
                    evidence);
            Tier tier = state.tier(policy, now);
            Instant expires = state.expires(policy);
            String upsert = null;
            if (tier != null && expires != null && firstReported != null && labels != null) {
                upsert = FeedObject.upsert(
                        id,
                        fingerprint,
                        tier,
                        labels,
                        state.reporters(policy, now),
                        cluster,
                        firstReported,
                        expires,
                        tlp);
            }
            return new State(
                    id,
                    fingerprint.type().wire(),
                    fingerprint.value(),
                    fingerprint.digestKey(),
                    upsert,
                    tier,
                    expires,
                    state.changes(policy, now),
                    FeedObject.reference(id, fingerprint),
                    state.reason(policy, now));
        }
    }
}
