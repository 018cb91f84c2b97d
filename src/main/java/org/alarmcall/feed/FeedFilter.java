package org.alarmcall.feed;

import java.util.Set;
import java.util.TreeSet;

/**
 * What of a feed a reader asks for.
 *
 * @param tier this tier and those above it
 * @param kinds empty for all
 * @param types of indicators; empty for all. Other kinds have none and are not left out by it
 */
record FeedFilter(Tier tier, Set<String> kinds, Set<String> types) {

    static final FeedFilter ALL = new FeedFilter(Tier.CANDIDATE, Set.of(), Set.of());

    FeedFilter {
        kinds = Set.copyOf(kinds);
        types = Set.copyOf(types);
    }

    boolean isAll() {
        return tier == Tier.CANDIDATE && kinds.isEmpty() && types.isEmpty();
    }

    /** The same for equal filters. */
    String key() {
        return tier.wire() + "|" + new TreeSet<>(kinds) + "|" + new TreeSet<>(types);
    }
}
