package org.alarmcall.indicator;

import java.util.Map;
import java.util.Set;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.matching.Reach;
import org.jspecify.annotations.Nullable;

/** What is known of the nearest indicators of some fingerprints: it, that there is none, or nothing. */
final class Nearby {

    /** For who is told of nothing. */
    static final Nearby NONE = new Nearby(Map.of(), Set.of(), true);

    /** Not looked for. */
    static final Nearby NOT_ASKED = new Nearby(Map.of(), Set.of(), false);

    private final Map<Fingerprint, IndicatorAnswer.Nearest> nearest;
    private final Set<Fingerprint> unknown;
    private final boolean asked;

    private Nearby(Map<Fingerprint, IndicatorAnswer.Nearest> nearest, Set<Fingerprint> unknown, boolean asked) {
        this.nearest = nearest;
        this.unknown = unknown;
        this.asked = asked;
    }

    static Nearby of(Map<Fingerprint, IndicatorAnswer.Nearest> nearest, Set<Fingerprint> unknown) {
        return new Nearby(nearest, unknown, true);
    }

    IndicatorAnswer.@Nullable Nearest nearest(Fingerprint fingerprint) {
        return nearest.get(fingerprint);
    }

    /** False when there may be one. Types that are compared exactly have none. */
    boolean isKnown(Fingerprint fingerprint) {
        return Reach.most(fingerprint.type()) == 0 || asked && !unknown.contains(fingerprint);
    }
}
