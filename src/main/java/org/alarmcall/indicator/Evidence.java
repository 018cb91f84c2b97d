package org.alarmcall.indicator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.indicator.Confirmations.Confirmation;
import org.alarmcall.matching.Families;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for an indicator. A member that had been given it by the feed before it reported it is an echo: it shows that
 * the feed is read, and nothing of the indicator.
 *
 * @param witnesses when each member that counts has spoken for it last
 * @param renewed when anybody that is no echo has spoken for it last, members that count before the others; null when
 *     nobody has
 */
record Evidence(List<Instant> witnesses, @Nullable Instant renewed) {

    /** Where an indicator came into the feed first that never was in it: behind all that anybody was given. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * The live reports that a member makes of an indicator, those that count and those that don't each as one.
     *
     * @param counts whether the member was trusted, or staff approved
     * @param pulled the furthest position that the member had been given when it reported it first; 0 for none
     * @param sentAt when it sent one of them last
     */
    record Report(int memberId, boolean counts, long pulled, Instant sentAt) {}

    Evidence {
        witnesses = List.copyOf(witnesses);
    }

    /** The position from which on a reader had been given the indicator, or another of its family; null for never and none. */
    static long firstGiven(@Nullable Long firstPublished, Families.@Nullable Membership family) {
        return Math.min(firstPublished == null ? NEVER : firstPublished, family == null ? NEVER : family.first());
    }

    /** @param firstGiven where the indicator, or the first of its family, came into the feed, as by {@link #firstGiven} */
    static Evidence of(Collection<Report> reports, Collection<Confirmation> confirmations, long firstGiven) {
        Map<Integer, Instant> counted = new HashMap<>();
        List<Instant> others = new ArrayList<>();
        for (Report report : reports) {
            if (report.pulled() >= firstGiven) {
                continue;
            }
            if (report.counts()) {
                counted.merge(report.memberId(), report.sentAt(), Evidence::later);
            } else {
                others.add(report.sentAt());
            }
        }
        for (Confirmation confirmation : confirmations) {
            counted.merge(confirmation.memberId(), confirmation.at(), Evidence::later);
        }
        Collection<Instant> renewing = counted.isEmpty() ? others : counted.values();
        return new Evidence(
                List.copyOf(counted.values()),
                renewing.stream().reduce(Evidence::later).orElse(null));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
