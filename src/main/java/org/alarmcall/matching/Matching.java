package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.jspecify.annotations.Nullable;

/**
 * The door of the package: which live indicators equal a fingerprint or are near it. What is live is asked of the database,
 * so equal ones are found on every node as soon as they are published; near ones are found in this node's memory, which
 * follows the feed within a second, and given only when they are still live.
 */
@Singleton
public class Matching {

    /** Matches that a query is answered with at most. */
    public static final int MAX_MATCHES = 100;

    /** Matches that all queries of a call are answered with at most; each has an equal part, but at least one. */
    public static final int MAX_MATCHES_OF_ALL = 10_000;

    /** So that one that has just left does not hide the next. */
    private static final int NEAREST_ASKED = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final IndexFollower follower;
    private final SearchTurns turns;
    private final LiveValues values;

    Matching(IndexFollower follower, SearchTurns turns, LiveValues values) {
        this.follower = follower;
        this.turns = turns;
        this.values = values;
    }

    /** @param maxDistance 0 for equal ones only; at most {@link Reach#most} */
    public record Query(Fingerprint fingerprint, int maxDistance) {

        public Query {
            if (maxDistance < 0 || maxDistance > Reach.most(fingerprint.type())) {
                throw new IllegalArgumentException(fingerprint.type().wire() + " is not searched to " + maxDistance);
            }
        }
    }

    /** @param indicator its JSON as last published */
    public record Match(String indicator, int distance) {}

    /**
     * @param matches nearest first
     * @param truncated whether there are more
     */
    public record Matches(List<Match> matches, boolean truncated) {}

    /** The live indicator that is nearest to a fingerprint. */
    public record Nearest(UUID indicatorId, int distance) {}

    private record Near(Fingerprint fingerprint, int distance) {}

    /**
     * Candidates for a query, nearest first; whether they are live is still to be asked.
     *
     * @param cut whether there are more
     */
    private record NearList(List<Near> near, boolean cut) {

        static NearList exactly(Fingerprint fingerprint) {
            return new NearList(List.of(new Near(fingerprint, 0)), false);
        }

        NearList withoutEqual() {
            return new NearList(near.subList(1, near.size()), cut);
        }
    }

    /**
     * The indicators that match each query, in the order of the queries.
     *
     * @throws org.alarmcall.platform.ProblemException 503 when near ones are asked for and this node is not yet in step with
     *     the feed, is too busy, or would take too long
     */
    public List<Matches> lookup(Caller caller, CollectionRef collection, List<Query> queries) {
        int most = Math.max(1, Math.min(MAX_MATCHES, MAX_MATCHES_OF_ALL / Math.max(1, queries.size())));
        List<NearList> near = near(collection, queries, most);
        Map<Fingerprint, String> live = new HashMap<>();
        for (LiveValues.Found found : values.find(caller, collection, keys(near))) {
            live.put(CollectionIndex.fingerprint(found.type(), found.value()), found.object());
        }
        return near.stream().map(list -> matches(list, live, most)).toList();
    }

    private static Matches matches(NearList list, Map<Fingerprint, String> live, int most) {
        List<Match> matches = list.near().stream()
                .flatMap(near -> Stream.ofNullable(live.get(near.fingerprint()))
                        .map(object -> new Match(object, near.distance())))
                .toList();
        return matches.size() > most ? new Matches(matches.subList(0, most), true) : new Matches(matches, list.cut());
    }

    /**
     * The live indicator nearest to each fingerprint, null where none is within the type's largest distance; in the order
     * of the fingerprints. Types that are looked up exactly have an equal one or none.
     *
     * @param excludeSelf whether an equal one is left out
     * @throws org.alarmcall.platform.ProblemException 503 as {@link #lookup}
     */
    public List<@Nullable Nearest> nearest(
            Caller caller, CollectionRef collection, List<Fingerprint> fingerprints, boolean excludeSelf) {
        List<Query> queries = fingerprints.stream()
                .map(fingerprint -> new Query(fingerprint, Reach.most(fingerprint.type())))
                .toList();
        List<NearList> near = near(collection, queries, NEAREST_ASKED).stream()
                .map(list -> excludeSelf ? list.withoutEqual() : list)
                .toList();
        Map<Fingerprint, UUID> live = new HashMap<>();
        for (LiveValues.FoundId found : values.ids(caller, collection, keys(near))) {
            live.put(CollectionIndex.fingerprint(found.type(), found.value()), found.id());
        }
        List<@Nullable Nearest> nearest = new ArrayList<>(near.size());
        near.forEach(list -> nearest.add(nearest(list, live)));
        return nearest;
    }

    private static @Nullable Nearest nearest(NearList list, Map<Fingerprint, UUID> live) {
        for (Near near : list.near()) {
            UUID id = live.get(near.fingerprint());
            if (id != null) {
                return new Nearest(id, near.distance());
            }
        }
        return null;
    }

    private List<NearList> near(CollectionRef collection, List<Query> queries, int most) {
        if (queries.stream().allMatch(query -> query.maxDistance() == 0)) {
            return queries.stream()
                    .map(query -> NearList.exactly(query.fingerprint()))
                    .toList();
        }
        CollectionIndex index = follower.index(collection, PATIENCE);
        if (index == null) {
            throw SearchTurns.busy("This node is not yet in step with the feed, and can't look up near values.");
        }
        Map<FingerprintType, Hits> hits = new EnumMap<>(FingerprintType.class);
        List<NearList> near = new ArrayList<>(queries.size());
        try (SearchTurns.Turn turn = turns.take()) {
            for (Query query : queries) {
                turn.check();
                near.add(near(index, query, most, hits));
            }
        }
        return near;
    }

    /** The query itself comes first: the database may know that it is live before this node has heard of it. */
    private static NearList near(CollectionIndex index, Query query, int most, Map<FingerprintType, Hits> reused) {
        Fingerprint fingerprint = query.fingerprint();
        NearList list = NearList.exactly(fingerprint);
        if (query.maxDistance() == 0) {
            return list;
        }
        NearIndex values = index.of(fingerprint.type());
        Hits hits = reused.computeIfAbsent(fingerprint.type(), type -> values.hits(most + 1));
        values.search(fingerprint.value(), query.maxDistance(), hits);
        List<Near> near = new ArrayList<>(list.near());
        for (int hit = 0; hit < hits.size(); hit++) {
            if (hits.distance(hit) > 0) {
                near.add(new Near(Fingerprint.of(fingerprint.type(), values.value(hits, hit)), hits.distance(hit)));
            }
        }
        return new NearList(near, hits.isCut());
    }

    private static Collection<LiveValues.Key> keys(List<NearList> near) {
        Set<Fingerprint> distinct = new LinkedHashSet<>();
        near.forEach(list -> list.near().forEach(each -> distinct.add(each.fingerprint())));
        return distinct.stream()
                .map(fingerprint -> new LiveValues.Key(fingerprint.type().wire(), fingerprint.value()))
                .toList();
    }
}
