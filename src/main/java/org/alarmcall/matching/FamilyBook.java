package org.alarmcall.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is in which family. It is told how things stand, as far as a batch needs them, then who has left the feed
 * and who is to be looked at, and holds what has to be written down.
 *
 * <p>Every member is within the radius of its family's medoid, or is noted to be looked at again. A family keeps its id as
 * long as one of its members lives, a last one too; nobody founds one alone.
 */
final class FamilyBook {

    private final Supplier<UUID> newIds;
    private final Map<UUID, Family> families = new LinkedHashMap<>();
    private final Map<UUID, Place> places = new LinkedHashMap<>();
    private final Set<Kin> due = new LinkedHashSet<>();

    /** Where an indicator was at the start of the batch, and where it is now; null for in no family. */
    private record Place(
            Kin kin, @Nullable UUID before, @Nullable UUID now) {

        boolean hasChanged() {
            return !Objects.equals(before, now);
        }
    }

    FamilyBook(Supplier<UUID> newIds) {
        this.newIds = newIds;
    }

    /** There is a family. What is known already stays as it is. */
    void know(UUID familyId, Kin medoid, int size) {
        families.computeIfAbsent(familyId, id -> new Family(id, medoid, size));
    }

    /** An indicator is in a family, which is known. */
    void know(UUID familyId, Kin member) {
        places.putIfAbsent(member.id(), new Place(member, familyId, familyId));
    }

    /** These are all the members that are stored of a known family. */
    void knowAll(UUID familyId, Collection<Kin> members) {
        Family family = known(familyId);
        members.forEach(member -> know(familyId, member));
        if (!family.knowsMembers()) {
            family.learn(members.stream()
                    .filter(member -> familyOf(member) == family)
                    .toList());
        }
    }

    /** The family that an indicator is in, as far as it is known. */
    @Nullable
    Family familyOf(Kin kin) {
        Place place = places.get(kin.id());
        return place == null || place.now() == null ? null : known(place.now());
    }

    private Family known(UUID familyId) {
        Family family = families.get(familyId);
        if (family == null) {
            throw new IllegalStateException("the family " + familyId + " was not read");
        }
        return family;
    }

    /** Whether it has to be looked at: it is in no family, or too far from its medoid. */
    boolean isToBePlaced(Kin kin) {
        Family family = familyOf(kin);
        return family == null || !kin.isNear(family.medoid());
    }

    /**
     * Takes out who is no longer in the feed. Of a family that loses its medoid the members are known. Who is too far from
     * its next medoid stays until looked at, so that it does not come and go for its readers.
     */
    void leave(Collection<Kin> gone) {
        Set<Family> orphaned = new LinkedHashSet<>();
        for (Kin kin : gone) {
            Family family = familyOf(kin);
            if (family != null) {
                move(kin, null);
                if (family.medoid().equals(kin)) {
                    orphaned.add(family);
                }
            }
        }
        for (Family family : orphaned) {
            if (family.size() > 0) {
                family.recentre(Medoids.successor(family.members(), family.medoid()));
                family.members().stream()
                        .filter(member -> !member.isNear(family.medoid()))
                        .sorted(Comparator.comparing(Kin::id))
                        .forEach(due::add);
            }
        }
    }

    /**
     * Finds a family for an indicator that {@link #isToBePlaced}: the one with the nearest medoid within the radius; else that of
     * its nearest neighbour, if that is small and can choose a medoid near to all of them; else it founds one with the
     * nearest neighbour that is in none; else it is in none. Where the book does not know enough the indicator is noted to be
     * looked at again; so are neighbours in no family that may find a place now, as the other end of a chain does.
     *
     * @param neighbours those within the radius that are in the feed, nearest first, without itself
     */
    void look(Kin kin, List<Kin> neighbours) {
        Family next = neighbours.isEmpty() ? null : familyOf(neighbours.get(0));
        Family covering = covering(kin, neighbours);
        if (covering != null) {
            move(kin, covering);
        } else if (next != null && sizeWith(next, kin) <= Family.SMALL && !next.knowsMembers()) {
            due.add(kin);
            return;
        } else if (next == null || !recentre(next, kin)) {
            move(kin, null);
            neighbours.stream()
                    .filter(neighbour -> familyOf(neighbour) == null)
                    .findFirst()
                    .ifPresent(neighbour -> found(kin, neighbour));
        }
        Family family = familyOf(kin);
        if (family != null && family.size() <= Family.SMALL) {
            neighbours.stream().filter(neighbour -> familyOf(neighbour) == null).forEach(due::add);
        }
    }

    /** Takes a newcomer in by another medoid that is near to all; false when there is none. */
    private boolean recentre(Family family, Kin newcomer) {
        if (sizeWith(family, newcomer) > Family.SMALL) {
            return false;
        }
        Set<Kin> all = new LinkedHashSet<>(family.members());
        all.add(newcomer);
        Kin medoid = Medoids.ofAll(all);
        if (medoid == null) {
            return false;
        }
        family.recentre(medoid);
        move(newcomer, family);
        return true;
    }

    private @Nullable Family covering(Kin kin, List<Kin> neighbours) {
        Set<Family> around = new HashSet<>();
        for (Kin neighbour : neighbours) {
            Family family = familyOf(neighbour);
            if (family != null && family.size() < Family.MAX_SIZE && kin.isNear(family.medoid())) {
                around.add(family);
            }
        }
        return around.stream()
                .min(Comparator.comparingInt((Family family) -> kin.distance(family.medoid()))
                        .thenComparing(Family::id))
                .orElse(null);
    }

    private int sizeWith(Family family, Kin kin) {
        return familyOf(kin) == family ? family.size() : family.size() + 1;
    }

    private void found(Kin one, Kin other) {
        Kin medoid = one.id().compareTo(other.id()) < 0 ? one : other;
        Family family = Family.founded(newIds.get(), medoid);
        families.put(family.id(), family);
        move(one, family);
        move(other, family);
    }

    private void move(Kin kin, @Nullable Family to) {
        Family from = familyOf(kin);
        if (from == to) {
            return;
        }
        if (from != null) {
            from.remove(kin);
        }
        if (to != null) {
            to.add(kin);
        }
        UUID now = to == null ? null : to.id();
        places.compute(kin.id(), (id, place) -> new Place(kin, place == null ? null : place.before(), now));
    }

    /** The families that are new or have another medoid or size, those without a member too. */
    List<Family> changedFamilies() {
        return families.values().stream().filter(Family::hasChanged).toList();
    }

    /** Who is in another family than before, by that family's id. */
    Map<Kin, UUID> joined() {
        Map<Kin, UUID> joined = new LinkedHashMap<>();
        for (Place place : places.values()) {
            if (place.hasChanged() && place.now() != null) {
                joined.put(place.kin(), place.now());
            }
        }
        return joined;
    }

    /** Who was in a family and is in none. */
    List<Kin> left() {
        List<Kin> left = new ArrayList<>();
        for (Place place : places.values()) {
            if (place.hasChanged() && place.now() == null) {
                left.add(place.kin());
            }
        }
        return left;
    }

    /** Who is to be looked at again, and has not found a place meanwhile; they are not noted any more. */
    List<Kin> takeDue() {
        List<Kin> taken = due.stream().filter(this::isToBePlaced).toList();
        due.clear();
        return taken;
    }
}
