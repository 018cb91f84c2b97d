package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.matching.NearSearch.Candidates;
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

    /** Where the nearest has just left, so many are asked for: one of them is likely to be there. */
    private static final int ASKED_AGAIN = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final IndexFollower follower;
    private final SearchTurns turns;
    private final LiveValues values;
    private final MatchingConfig config;

    Matching(IndexFollower follower, SearchTurns turns, LiveValues values, MatchingConfig config) {
        this.follower = follower;
        this.turns = turns;
        this.values = values;
        this.config = config;
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

    /**
     * What became of a search for the nearest.
     *
     * @param known false when there was no time to search; then there may be one
     */
    public record NearestAnswer(boolean known, @Nullable Nearest nearest) {

        static final NearestAnswer UNKNOWN = new NearestAnswer(false, null);
    }

    /**
     * The indicators that match each query, in the order of the queries.
     *
     * @throws org.alarmcall.platform.ProblemException 503 when near ones are asked for and this node is not yet in step with
     *     the feed, is too busy, or would take too long
     */
    public List<Matches> lookup(Caller caller, CollectionRef collection, List<Query> queries) {
        int most = Math.max(1, Math.min(MAX_MATCHES, MAX_MATCHES_OF_ALL / Math.max(1, queries.size())));
        boolean near = queries.stream().anyMatch(query -> query.maxDistance() > 0);
        List<Candidates> candidates = near
                ? search(
                        caller,
                        collection,
                        queries,
                        most,
                        (search, query) -> search.within(query.fingerprint(), query.maxDistance()))
                : queries.stream()
                        .map(query -> Candidates.equalTo(query.fingerprint()))
                        .toList();
        Map<Fingerprint, String> live = new HashMap<>();
        for (LiveValues.Found found : values.find(caller, collection, keys(candidates))) {
            live.put(CollectionIndex.fingerprint(found.type(), found.value()), found.object());
        }
        return candidates.stream().map(each -> matches(each, live, most)).toList();
    }

    private static Matches matches(Candidates candidates, Map<Fingerprint, String> live, int most) {
        List<Match> matches = candidates.list().stream()
                .flatMap(candidate -> Stream.ofNullable(live.get(candidate.fingerprint()))
                        .map(object -> new Match(object, candidate.distance())))
                .toList();
        return matches.size() > most
                ? new Matches(matches.subList(0, most), true)
                : new Matches(matches, candidates.cut());
    }

    /**
     * The live indicator nearest to each fingerprint within the type's largest distance, in the order of the fingerprints. Of
     * types that are looked up exactly an equal one or none. Takes no longer than {@link MatchingConfig#nearestTime}: what
     * could not be searched by then is not known, and says so.
     *
     * @param excludeSelf whether an equal one is left out
     */
    public List<NearestAnswer> nearest(
            Caller caller, CollectionRef collection, List<Fingerprint> fingerprints, boolean excludeSelf) {
        long end = System.nanoTime() + config.nearestTime().toNanos();
        List<NearestAnswer> answers = new ArrayList<>(Collections.nCopies(fingerprints.size(), NearestAnswer.UNKNOWN));
        CollectionIndex index = follower.index(collection, config.nearestTime());
        if (index == null) {
            return answers;
        }
        List<Candidates> candidates = searchUntil(end, new NearSearch(index, 1), fingerprints, NearSearch::nearest);
        List<@Nullable Nearest> nearest = nearestLive(caller, collection, candidates, excludeSelf);
        List<Integer> left = new ArrayList<>(); // the nearest has just left the feed; the next may be live
        for (int i = 0; i < nearest.size(); i++) {
            if (nearest.get(i) == null && candidates.get(i).list().size() > 1) {
                left.add(i);
            } else {
                answers.set(i, new NearestAnswer(true, nearest.get(i)));
            }
        }
        List<Candidates> again = searchUntil(
                end,
                new NearSearch(index, ASKED_AGAIN),
                left.stream().map(fingerprints::get).toList(),
                (search, fingerprint) -> search.within(fingerprint, Reach.most(fingerprint.type())));
        List<@Nullable Nearest> next = nearestLive(caller, collection, again, excludeSelf);
        for (int i = 0; i < next.size(); i++) {
            answers.set(left.get(i), new NearestAnswer(true, next.get(i)));
        }
        return answers;
    }

    /** For as many of the queries as the time allows; none when no turn comes in it. */
    private <Q> List<Candidates> searchUntil(
            long end, NearSearch searching, List<Q> queries, BiFunction<NearSearch, Q, Candidates> search) {
        List<Candidates> found = new ArrayList<>(queries.size());
        if (queries.isEmpty()) {
            return found;
        }
        try (SearchTurns.Turn turn = turns.takeUntil(end)) {
            if (turn != null) {
                for (Q query : queries) {
                    if (turn.isOver()) {
                        break;
                    }
                    found.add(search.apply(searching, query));
                }
            }
        }
        return found;
    }

    private List<@Nullable Nearest> nearestLive(
            Caller caller, CollectionRef collection, List<Candidates> candidates, boolean excludeSelf) {
        List<Candidates> asked =
                excludeSelf ? candidates.stream().map(Candidates::withoutEqual).toList() : candidates;
        Map<Fingerprint, UUID> live = new HashMap<>();
        for (LiveValues.FoundId found : values.ids(caller, collection, keys(asked))) {
            live.put(CollectionIndex.fingerprint(found.type(), found.value()), found.id());
        }
        List<@Nullable Nearest> nearest = new ArrayList<>(asked.size());
        asked.forEach(each -> nearest.add(firstLive(each, live)));
        return nearest;
    }

    private static @Nullable Nearest firstLive(Candidates candidates, Map<Fingerprint, UUID> live) {
        for (NearSearch.Candidate candidate : candidates.list()) {
            UUID id = live.get(candidate.fingerprint());
            if (id != null) {
                return new Nearest(id, candidate.distance());
            }
        }
        return null;
    }

    private <Q> List<Candidates> search(
            Caller caller,
            CollectionRef collection,
            List<Q> queries,
            int limit,
            BiFunction<NearSearch, Q, Candidates> search) {
        CollectionIndex index = follower.index(collection, PATIENCE);
        if (index == null) {
            throw SearchTurns.busy("This node is not yet in step with the feed, and can't look up near values.");
        }
        NearSearch searching = new NearSearch(index, limit);
        List<Candidates> found = new ArrayList<>(queries.size());
        try (SearchTurns.Turn turn = turns.take(caller)) {
            for (Q query : queries) {
                turn.check();
                found.add(search.apply(searching, query));
            }
        }
        return found;
    }

    private static List<LiveValues.Key> keys(List<Candidates> candidates) {
        return candidates.stream()
                .flatMap(each -> each.list().stream())
                .map(NearSearch.Candidate::fingerprint)
                .distinct()
                .map(fingerprint -> new LiveValues.Key(fingerprint.type().wire(), fingerprint.value()))
                .toList();
    }
}
