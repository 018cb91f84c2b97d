package org.alarmcall.indicator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;

/**
 * Says of which family each of those is that have come, in the order in which they came: of the one that it is nearest to,
 * within the usual reach of what the family's founder showed, or it founds one.
 */
final class QueueFamilyBook {

    private final PendingCodes founders;
    private final Map<UUID, UUID> joined = new LinkedHashMap<>();
    private final Map<UUID, List<Fingerprint>> founded = new LinkedHashMap<>();

    /** @param founders what the founders of all families showed, by family; grows with those that come up */
    QueueFamilyBook(PendingCodes founders) {
        this.founders = founders;
    }

    /** @param newFamily the id if it founds one */
    void place(UUID listing, Collection<Fingerprint> shown, UUID newFamily) {
        List<Fingerprint> values = PendingCodes.compared(shown, PendingCodes.MAX_COMPARED);
        UUID family = founders.near(values, 1).keySet().stream().findFirst().orElse(newFamily);
        joined.put(listing, family);
        if (family.equals(newFamily)) {
            founded.put(newFamily, values);
            values.forEach(value -> founders.add(newFamily, value));
        }
    }

    /** The family of each listing. */
    Map<UUID, UUID> joined() {
        return joined;
    }

    /** New families, and what their founders show. */
    Map<UUID, List<Fingerprint>> founded() {
        return founded;
    }
}
