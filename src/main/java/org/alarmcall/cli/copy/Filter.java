package org.alarmcall.cli.copy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a copy holds. It is fixed when the copy is made.
 *
 * @param tier this tier and above
 * @param types of indicators, sorted; empty for all. Tactics have none and are not left out by it
 * @param kinds sorted; empty for all
 */
public record Filter(String collection, String tier, List<String> types, List<String> kinds) {

    /** The lowest tier: nothing is left out. */
    public static final String EVERY_TIER = "candidate";

    public Filter {
        types = List.copyOf(types);
        kinds = List.copyOf(kinds);
    }

    public static Filter of(String collection, String tier, Collection<String> types, Collection<String> kinds) {
        return new Filter(collection, tier.toLowerCase(Locale.ROOT), sorted(types), sorted(kinds));
    }

    private static List<String> sorted(Collection<String> words) {
        TreeSet<String> distinct = new TreeSet<>();
        words.forEach(word -> distinct.add(word.toLowerCase(Locale.ROOT)));
        return List.copyOf(distinct);
    }

    /** Whether the copy is given every entry, so that it can compute the running hash itself. */
    public boolean isWholeFeed() {
        return tier.equals(EVERY_TIER) && types.isEmpty() && kinds.isEmpty();
    }

    boolean wants(Entry entry) {
        return (kinds.isEmpty() || kinds.contains(entry.kind()))
                && (types.isEmpty() || entry.type().isEmpty() || types.contains(entry.type()));
    }

    @Override
    public String toString() {
        return collection + ", tier " + tier + " and above"
                + (types.isEmpty() ? "" : ", types " + String.join(",", types))
                + (kinds.isEmpty() ? "" : ", kinds " + String.join(",", kinds));
    }
}
