package org.alarmcall.matching;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;

/** Searches one index for the queries of a call; whether what it finds is live is still to be asked. For one thread. */
final class NearSearch {

    private final CollectionIndex index;
    private final int limit;
    private final Map<FingerprintType, NearIndex.Searcher> searchers = new EnumMap<>(FingerprintType.class);

    NearSearch(CollectionIndex index, int limit) {
        this.index = index;
        this.limit = limit;
    }

    /** A value that may be live. */
    record Candidate(Fingerprint fingerprint, int distance) {}

    /**
     * What may match a query, nearest first. The query itself is always the first: the database may know that it is live
     * before this node has heard of it.
     *
     * @param cut whether there are more
     */
    record Candidates(List<Candidate> list, boolean cut) {

        static Candidates equalTo(Fingerprint fingerprint) {
            return new Candidates(List.of(new Candidate(fingerprint, 0)), false);
        }

        Candidates withoutEqual() {
            return new Candidates(list.subList(1, list.size()), cut);
        }
    }

    /** All within a distance; the nearest of them, up to the limit. */
    Candidates within(Fingerprint fingerprint, int maxDistance) {
        return maxDistance == 0
                ? Candidates.equalTo(fingerprint)
                : candidates(fingerprint, searcher(fingerprint).within(maxDistance, fingerprint.value()));
    }

    /** The nearest. */
    Candidates nearest(Fingerprint fingerprint) {
        int most = Reach.most(fingerprint.type());
        return most == 0
                ? Candidates.equalTo(fingerprint)
                : candidates(fingerprint, searcher(fingerprint).nearestOther(most, fingerprint.value()));
    }

    private NearIndex.Searcher searcher(Fingerprint fingerprint) {
        return searchers.computeIfAbsent(
                fingerprint.type(), type -> index.of(type).searcher(limit + 1)); // one may be the query itself
    }

    private Candidates candidates(Fingerprint fingerprint, Hits hits) {
        FingerprintType type = fingerprint.type();
        NearIndex values = index.of(type);
        List<Candidate> list = new ArrayList<>(Candidates.equalTo(fingerprint).list());
        for (int hit = 0; hit < hits.size(); hit++) {
            if (hits.distance(hit) > 0) {
                list.add(new Candidate(Fingerprint.of(type, values.value(hits, hit)), hits.distance(hit)));
            }
        }
        return new Candidates(list, hits.isCut());
    }
}
