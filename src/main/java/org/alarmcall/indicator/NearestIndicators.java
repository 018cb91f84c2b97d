package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.matching.Matching;
import org.alarmcall.matching.Reach;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/** The nearest other indicators in the feed, for those who may read it. */
@Singleton
class NearestIndicators {

    private static final Set<Problem> NOT_NOW = Set.of(Problem.UNAVAILABLE, Problem.TOO_MANY_REQUESTS);

    private final Matching matching;

    NearestIndicators(Matching matching) {
        this.matching = matching;
    }

    /**
     * Those of the fingerprints that have one. What is not known at the moment is left out: a node that is not yet in step
     * with the feed, or is busy with other searches, refuses no submission and no page of the queue.
     */
    Map<Fingerprint, IndicatorAnswer.Nearest> of(
            Caller caller, CollectionRef collection, Collection<Fingerprint> fingerprints) {
        List<Fingerprint> searched = fingerprints.stream()
                .filter(fingerprint -> Reach.most(fingerprint.type()) > 0)
                .distinct()
                .toList();
        if (searched.isEmpty() || !collection.access().canRead()) {
            return Map.of();
        }
        Map<Fingerprint, IndicatorAnswer.Nearest> nearest = new HashMap<>();
        try {
            List<Matching.Nearest> found = matching.nearest(caller, collection, searched, true);
            for (int i = 0; i < searched.size(); i++) {
                Matching.Nearest one = found.get(i);
                if (one != null) {
                    nearest.put(searched.get(i), new IndicatorAnswer.Nearest(one.indicatorId(), one.distance()));
                }
            }
        } catch (ProblemException e) {
            if (!NOT_NOW.contains(e.problem())) {
                throw e;
            }
        }
        return nearest;
    }
}
