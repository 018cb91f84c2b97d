package org.alarmcall.matching;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses medoids: the one with the least sum of distances to the others; of several, the one with the smallest id.
 */
final class Medoids {

    /** Up to so many members every one is tried; of more only {@link #TRIED}, so that the work grows no faster than they. */
    static final int EXACT = 1_000;

    /** The members of a large family that are tried: those nearest to the medoid that has left. */
    static final int TRIED = 64;

    private static final Comparator<Scored> LEAST = Comparator.comparingLong(Scored::total)
            .thenComparing(scored -> scored.kin().id());

    private Medoids() {}

    private record Scored(Kin kin, long total) {}

    /** The medoid after {@code former} has left; there is at least one member. */
    static Kin successor(Collection<Kin> members, Kin former) {
        Collection<Kin> tried = members.size() <= EXACT ? members : nearest(members, former);
        return tried.stream()
                .map(kin -> new Scored(kin, total(kin, members)))
                .min(LEAST)
                .orElseThrow()
                .kin();
    }

    /** The medoid that all members are near to; null when there is none. */
    static @Nullable Kin ofAll(Collection<Kin> members) {
        Optional<Scored> best = members.stream()
                .filter(kin -> members.stream().allMatch(kin::isNear))
                .map(kin -> new Scored(kin, total(kin, members)))
                .min(LEAST);
        return best.map(Scored::kin).orElse(null);
    }

    private static List<Kin> nearest(Collection<Kin> members, Kin to) {
        return members.stream()
                .map(kin -> new Scored(kin, kin.distance(to)))
                .sorted(LEAST)
                .limit(TRIED)
                .map(Scored::kin)
                .toList();
    }

    private static long total(Kin from, Collection<Kin> members) {
        long total = 0;
        for (Kin member : members) {
            total += from.distance(member);
        }
        return total;
    }
}
