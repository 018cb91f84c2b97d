package org.alarmcall.matching;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A family while a batch works on it. Its members are known only where they are needed. */
final class Family {

    /** A family of at most so many, the newcomer with them, chooses another medoid to take a newcomer in. */
    static final int SMALL = 64;

    /** It takes in no more; the next ones found a family beside it. So the work when its medoid leaves is bounded. */
    static final int MAX_SIZE = 10_000;

    private final UUID id;
    private Kin medoid;
    private int size;
    private @Nullable Map<UUID, Kin> members;
    private boolean changed;

    Family(UUID id, Kin medoid, int size) {
        this.id = id;
        this.medoid = medoid;
        this.size = size;
    }

    /** A new one. */
    static Family founded(UUID id, Kin medoid) {
        Family family = new Family(id, medoid, 0);
        family.members = new LinkedHashMap<>();
        family.changed = true;
        return family;
    }

    UUID id() {
        return id;
    }

    FamilyType type() {
        return medoid.type();
    }

    Kin medoid() {
        return medoid;
    }

    int size() {
        return size;
    }

    /** Whether it is to be written down. */
    boolean hasChanged() {
        return changed;
    }

    boolean knowsMembers() {
        return members != null;
    }

    Collection<Kin> members() {
        if (members == null) {
            throw new IllegalStateException("the members of the family " + id + " were not read");
        }
        return members.values();
    }

    void learn(Collection<Kin> all) {
        members = new LinkedHashMap<>();
        all.forEach(kin -> members.put(kin.id(), kin));
        if (members.size() != size) {
            throw new IllegalStateException("the family " + id + " has " + members.size() + " members, not " + size);
        }
    }

    void add(Kin kin) {
        if (members != null) {
            members.put(kin.id(), kin);
        }
        size++;
        changed = true;
    }

    void remove(Kin kin) {
        if (members != null) {
            members.remove(kin.id());
        }
        size--;
        changed = true;
    }

    void recentre(Kin newMedoid) {
        medoid = newMedoid;
        changed = true;
    }
}
