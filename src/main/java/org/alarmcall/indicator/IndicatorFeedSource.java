package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.matching.Families;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/** Tells the sequencer how indicators stand: one query a batch, one more where families are, the rest is
 * {@link IndicatorState}. */
@Singleton
class IndicatorFeedSource implements FeedSource {

    /** The kind of an indicator's entries and touches. */
    static final String KIND = "indicator";

    private static final Caller SEQUENCER = Caller.system("sequencer");

    private static final Set<String> TYPES =
            Arrays.stream(FingerprintType.values()).map(FingerprintType::wire).collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final Members members;
    private final PublishingPolicies policies;
    private final Families families;

    IndicatorFeedSource(Database database, Members members, PublishingPolicies policies, Families families) {
        this.database = database;
        this.members = members;
        this.policies = policies;
        this.families = families;
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
     * Listing states: 0 pending, 1 approved, 2 rejected. Trust: 1 standard and above. Each indicator's reports are folded
     * once, by key; of the labels only those that are published are read, since they are long and listings can be many.
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
                SELECT count(DISTINCT member_id) FILTER (WHERE state = 1 OR (state = 0 AND trust >= 1)) AS reporters,
                    count(*) FILTER (WHERE state IN (0, 1)) AS live,
                    count(*) FILTER (WHERE state = 2) AS rejected,
                    bool_or(reviewed) AS reviewed,
                    bool_or(candidate) AS candidate,
                    min(reported_at) FILTER (WHERE state IN (0, 1)) AS first_reported,
                    max(sent_at) FILTER (WHERE state IN (0, 1)) AS last_reported,
                    (array_agg(listing_id ORDER BY state DESC, decided_at, listing_id)
                        FILTER (WHERE reviewed OR candidate))[1] AS speaker
                FROM (SELECT r.member_id, r.reported_at, l.id AS listing_id, l.state, l.trust, l.sent_at, l.decided_at,
                        l.state = 1 AND (i.withdrawn_at IS NULL OR l.decided_at > i.withdrawn_at) AS reviewed,
                        l.state = 0 AND l.candidate AS candidate
                    FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id) AS fact) AS f
            """;

    @Override
    public List<State> load(int collectionId, Collection<UUID> subjects) {
        CollectionRef collection = members.collection(SEQUENCER, collectionId);
        List<Loaded> loaded = read(collectionId, subjects);
        List<UUID> mayHaveFamily = loaded.stream()
                .filter(indicator ->
                        Families.TYPES.contains(indicator.state().fingerprint().type()))
                .map(Loaded::id)
                .toList();
        Map<UUID, UUID> clusters = families.of(SEQUENCER, collectionId, mayHaveFamily);
        PublishingPolicy policy = policies.of(collection.slug());
        return loaded.stream()
                .map(indicator -> indicator.published(policy, clusters.get(indicator.id()), collection.tlp()))
                .toList();
    }

    private List<Loaded> read(int collectionId, Collection<UUID> subjects) {
        List<Loaded> loaded = new ArrayList<>(subjects.size());
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
                statement.setArray(1, SqlArrays.uuids(connection, subjects));
                statement.setInt(2, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        loaded.add(Loaded.of(row));
                    }
                }
            }
        });
        return loaded;
    }

    private record Loaded(
            UUID id, IndicatorState state, @Nullable String labels, Instant now) {

        static Loaded of(ResultSet row) throws SQLException {
            IndicatorState state = new IndicatorState(
                    Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value")),
                    row.getBoolean("allow_listed"),
                    row.getString("withdrawn_reason"),
                    row.getInt("reporters"),
                    row.getInt("live"),
                    row.getInt("rejected"),
                    row.getBoolean("reviewed"),
                    row.getBoolean("candidate"),
                    SqlTimes.nullable(row, "first_reported"),
                    SqlTimes.nullable(row, "last_reported"));
            return new Loaded(
                    row.getObject("id", UUID.class), state, row.getString("labels"), SqlTimes.time(row, "now"));
        }

        State published(PublishingPolicy policy, @Nullable UUID cluster, String tlp) {
            Fingerprint fingerprint = state.fingerprint();
            Tier tier = state.tier(policy, now);
            Instant expires = state.expires(policy);
            Instant firstReported = state.firstReported();
            String upsert = null;
            if (tier != null && expires != null && firstReported != null && labels != null) {
                upsert = FeedObject.upsert(
                        id, fingerprint, tier, labels, state.reporters(), cluster, firstReported, expires, tlp);
            }
            return new State(
                    id,
                    fingerprint.type().wire(),
                    fingerprint.value(),
                    fingerprint.digestKey(),
                    upsert,
                    tier,
                    expires,
                    FeedObject.reference(id, fingerprint),
                    state.reason(policy, now));
        }
    }
}
