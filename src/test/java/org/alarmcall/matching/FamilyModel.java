package org.alarmcall.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rule of families written down as it is told, with everything in memory and every distance computed anew. */
final class FamilyModel {

    private final Supplier<UUID> newIds;
    private final List<Kin> live = new ArrayList<>();
    private final Map<Kin, UUID> familyOf = new HashMap<>();
    private final Map<UUID, Kin> medoids = new HashMap<>();
    private final Set<Kin> again = new LinkedHashSet<>();

    FamilyModel(Supplier<UUID> newIds) {
        this.newIds = newIds;
    }

    void enter(Kin kin) {
        live.add(kin);
        look(kin);
        lookAgain();
    }

    void leave(Kin kin) {
        live.remove(kin);
        UUID family = familyOf.remove(kin);
        if (family == null || !kin.equals(medoid(family))) {
            return;
        }
        List<Kin> rest = members(family);
        if (rest.isEmpty()) {
            medoids.remove(family);
            return;
        }
        Kin medoid = medoid(rest);
        medoids.put(family, medoid);
        rest.stream()
                .filter(member -> !member.isNear(medoid))
                .sorted(Comparator.comparing(Kin::id))
                .forEach(again::add);
        lookAgain();
    }

    private void lookAgain() {
        while (!again.isEmpty()) {
            List<Kin> now = List.copyOf(again);
            again.clear();
            for (Kin kin : now) {
                UUID family = familyOf.get(kin);
                if (family == null || !kin.isNear(medoid(family))) {
                    look(kin);
                }
            }
        }
    }

    private void look(Kin kin) {
        place(kin);
        UUID family = familyOf.get(kin);
        if (family != null && members(family).size() <= Family.SMALL) {
            neighbours(kin).stream()
                    .filter(neighbour -> familyOf.get(neighbour) == null)
                    .forEach(again::add);
        }
    }

    private void place(Kin kin) {
        List<Kin> near = neighbours(kin);
        UUID covering = near.stream()
                .map(familyOf::get)
                .filter(family -> family != null && kin.isNear(medoid(family)))
                .min(Comparator.comparingInt((UUID family) -> kin.distance(medoid(family)))
                        .thenComparing(family -> family))
                .orElse(null);
        familyOf.compute(kin, (key, before) -> covering);
        if (covering != null || near.isEmpty()) {
            return;
        }
        UUID next = familyOf.get(near.get(0));
        if (next != null) {
            Set<Kin> all = new HashSet<>(members(next));
            all.add(kin);
            List<Kin> central = all.stream()
                    .filter(candidate -> all.stream().allMatch(candidate::isNear))
                    .toList();
            if (all.size() <= Family.SMALL && !central.isEmpty()) {
                long least = central.stream()
                        .mapToLong(candidate -> total(candidate, all))
                        .min()
                        .orElseThrow();
                medoids.put(
                        next,
                        central.stream()
                                .filter(candidate -> total(candidate, all) == least)
                                .min(Comparator.comparing(Kin::id))
                                .orElseThrow());
                familyOf.put(kin, next);
                return;
            }
        }
        for (Kin neighbour : near) {
            if (familyOf.get(neighbour) == null) {
                UUID family = newIds.get();
                familyOf.put(kin, family);
                familyOf.put(neighbour, family);
                medoids.put(family, medoid(List.of(kin, neighbour)));
                return;
            }
        }
    }

    private List<Kin> neighbours(Kin kin) {
        return live.stream()
                .filter(other -> !other.equals(kin) && other.isNear(kin))
                .sorted(Comparator.comparingInt(kin::distance).thenComparing(Kin::id))
                .toList();
    }

    private Kin medoid(UUID family) {
        Kin medoid = medoids.get(family);
        if (medoid == null) {
            throw new IllegalStateException("no family " + family);
        }
        return medoid;
    }

    private static Kin medoid(List<Kin> members) {
        return members.stream()
                .min(Comparator.comparingLong((Kin kin) -> total(kin, members)).thenComparing(Kin::id))
                .orElseThrow();
    }

    private static long total(Kin from, Iterable<Kin> members) {
        long total = 0;
        for (Kin member : members) {
            total += from.distance(member);
        }
        return total;
    }

    private List<Kin> members(UUID family) {
        return live.stream().filter(kin -> family.equals(familyOf.get(kin))).toList();
    }

    @Nullable
    UUID familyOf(Kin kin) {
        return familyOf.get(kin);
    }

    Map<UUID, Kin> medoids() {
        return medoids;
    }
}
