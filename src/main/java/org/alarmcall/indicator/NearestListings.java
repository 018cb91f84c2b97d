package org.alarmcall.indicator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Listings and their least distance: about so many, the nearest. A crowd of near ones must not take the memory. */
final class NearestListings {

    private final Map<UUID, Integer> distances = new HashMap<>();
    private final int most;
    private int furthest = Integer.MAX_VALUE;

    NearestListings(int most) {
        this.most = most;
    }

    /** Whether one at this distance may be among the nearest. */
    boolean wants(int distance) {
        return distance <= furthest;
    }

    void add(UUID listing, int distance) {
        distances.merge(listing, distance, Math::min);
        if (distances.size() == 2 * most) {
            List<UUID> byDistance = new ArrayList<>(distances.keySet());
            byDistance.sort(Comparator.comparing(distances::get));
            distances.keySet().retainAll(Set.copyOf(byDistance.subList(0, most)));
            // what is as far is not needed
            furthest = distances.getOrDefault(byDistance.get(most - 1), furthest) - 1;
        }
    }

    Map<UUID, Integer> distances() {
        return distances;
    }
}
