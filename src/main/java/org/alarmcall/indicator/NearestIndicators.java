package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.matching.Matching;
import org.alarmcall.matching.Reach;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;

/** The nearest other indicators in the feed, for those who may read it. */
@Singleton
class NearestIndicators {

    private final Matching matching;

    NearestIndicators(Matching matching) {
        this.matching = matching;
    }

    /** Never fails: a node that is not yet in step with the feed, or is busy, refuses no submission and no page of the queue. */
    Nearby of(Caller caller, CollectionRef collection, Collection<Fingerprint> fingerprints) {
        List<Fingerprint> searched = fingerprints.stream()
                .filter(fingerprint -> Reach.most(fingerprint.type()) > 0)
                .distinct()
                .toList();
        if (searched.isEmpty() || !collection.access().canRead()) {
            return Nearby.NONE;
        }
        List<Matching.NearestAnswer> answers = matching.nearest(caller, collection, searched, true);
        Map<Fingerprint, IndicatorAnswer.Nearest> nearest = new HashMap<>();
        Set<Fingerprint> unknown = new HashSet<>();
        for (int i = 0; i < searched.size(); i++) {
            Matching.Nearest one = answers.get(i).nearest();
            if (one != null) {
                nearest.put(searched.get(i), new IndicatorAnswer.Nearest(one.indicatorId(), one.distance()));
            } else if (!answers.get(i).known()) {
                unknown.add(searched.get(i));
            }
        }
        return Nearby.of(nearest, unknown);
    }
}
