package org.alarmcall.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which CITES appendices a taxon stands, for people to read. It has a date and may name several appendices, as
 * populations differ: no software may act on it.
 */
public final class AppendixHints {

    /**
     * What stands in the list of a taxon.
     *
     * @param name scientific name of the taxon that is listed: the one asked for, or the genus it is of
     * @param appendices {@code I}, {@code II}, {@code III}
     * @param note what differs by population; null when nothing does
     */
    public record Hint(
            String name, List<String> appendices, @Nullable String note) {

        public Hint {
            appendices = List.copyOf(appendices);
        }
    }

    private final String version;
    private final Map<String, Hint> byName = new HashMap<>();

    AppendixHints(File file) {
        this.version = file.version();
        file.taxa().forEach(taxon -> byName.put(taxon.name(), taxon));
    }

    /** The day from which the list is in force, as {@code 2023-02-23}. */
    public String version() {
        return version;
    }

    /** By the name itself, without {@code spp.}, or else by its genus; null for a taxon that is not in the list, which says nothing of it. */
    public @Nullable Hint find(String scientificName) {
        String name = scientificName.endsWith(" spp.")
                ? scientificName.substring(0, scientificName.length() - 5)
                : scientificName;
        for (String key = name; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf(' ')))) {
            Hint hint = byName.get(key);
            if (hint != null) {
                return hint;
            }
        }
        return null;
    }

    record File(String system, String version, String kind, String note, List<Hint> taxa) {}
}
