package org.alarmcall.feedback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What members say they removed by indicators, summed up by what the listings showed; most first. A sum of fewer members
 * than may be shown is not in it.
 *
 * @param complete whether all that was said is in it, or the newest only
 */
public record RemovalSums(List<Row> taxa, List<Row> terms, boolean complete) {

    /**
     * The sum of one label.
     *
     * @param label a scientific name, or the code of a trade term
     * @param members that the sum is made of
     */
    public record Row(String label, int members, long removed) {}

    static RemovalSums of(List<Removal> removals, Map<UUID, Labels> labels, int minMembers, boolean complete) {
        return new RemovalSums(
                sums(removals, labels, of -> of.taxon().scientificName(), minMembers),
                sums(removals, labels, Labels::term, minMembers),
                complete);
    }

    private static List<Row> sums(
            List<Removal> removals,
            Map<UUID, Labels> labels,
            Function<Labels, @Nullable String> label,
            int minMembers) {
        Map<String, List<Removal>> byLabel = new TreeMap<>();
        for (Removal removal : removals) {
            Labels of = labels.get(removal.indicatorId());
            String name = of == null ? null : label.apply(of);
            if (name != null) {
                byLabel.computeIfAbsent(name, first -> new ArrayList<>()).add(removal);
            }
        }
        List<Row> rows = new ArrayList<>();
        byLabel.forEach((name, of) -> {
            Set<Integer> members = new HashSet<>();
            of.forEach(removal -> members.add(removal.memberId()));
            if (members.size() >= minMembers) {
                rows.add(new Row(
                        name,
                        members.size(),
                        of.stream().mapToLong(Removal::removed).reduce(0, Math::addExact)));
            }
        });
        rows.sort(Comparator.comparingLong(Row::removed).reversed());
        return rows;
    }
}
