package org.alarmcall.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The published versions of a cell, and what may become the next. The rule: of each measure a
 * version holds values of at least so many members that no earlier version held, or it is member for member what the
 * version before it was. A sum of versions then keeps, of the newest version in it, so many unknown values that nothing
 * else in it has; ADR 20 has the proof.
 */
final class CellHistory {

    /** Members can't fill the disk by changing their numbers: after that many versions a cell stays as it is. */
    static final int MAX_VERSIONS = 100;

    private final List<Map<Integer, Contribution>> versions;
    private final @Nullable HoursLive hoursLive;

    /**
     * @param versions what each was made of, oldest first
     * @param hoursLive as published now
     */
    CellHistory(List<List<Contribution>> versions, @Nullable HoursLive hoursLive) {
        this.versions = versions.stream().map(CellHistory::byMember).toList();
        this.hoursLive = hoursLive;
    }

    /**
     * A version to be published.
     *
     * @param number from 1
     * @param contributions what it is made of; medians only when they are part of what is published
     */
    record Version(
            int number,
            List<Contribution> contributions,
            Counts sums,
            @Nullable HoursLive hoursLive) {}

    /**
     * The next version; null when the cell stays as it is. Where the ledger as it stands may not follow, since too few have
     * come or gone, what those who are in already have corrected may.
     */
    @Nullable
    Version next(Collection<Contribution> ledger, int minMembers) {
        if (versions.size() == MAX_VERSIONS) {
            return null;
        }
        Map<Integer, Contribution> now =
                byMember(ledger.stream().filter(Contribution::isPart).toList());
        for (Map<Integer, Contribution> candidate : List.of(now, corrections(now))) {
            if (mayFollow(candidate, minMembers)) {
                return version(candidate, minMembers);
            }
        }
        return null;
    }

    /** Those of the last version with their numbers as they stand; of one that has left, as published. */
    private Map<Integer, Contribution> corrections(Map<Integer, Contribution> now) {
        Map<Integer, Contribution> corrected = new HashMap<>();
        last().forEach((member, published) -> corrected.put(member, now.getOrDefault(member, published)));
        return corrected;
    }

    private Map<Integer, Contribution> last() {
        return versions.isEmpty() ? Map.of() : versions.get(versions.size() - 1);
    }

    private Version version(Map<Integer, Contribution> candidate, int minMembers) {
        boolean median = newMedians(candidate) >= minMembers;
        List<Contribution> parts = candidate.values().stream()
                .map(part -> median ? part : part.withoutMedian())
                .toList();
        return new Version(versions.size() + 1, parts, sum(parts), median ? medianOf(parts) : hoursLive);
    }

    private boolean mayFollow(Map<Integer, Contribution> now, int minMembers) {
        boolean changed = false;
        for (Measure measure : Measure.values()) {
            if (isAsInLast(now, measure)) {
                continue;
            }
            if (newValues(now, measure) < minMembers) {
                return false;
            }
            changed = true;
        }
        return changed;
    }

    private boolean isAsInLast(Map<Integer, Contribution> now, Measure measure) {
        Map<Integer, Contribution> last = last();
        return !last.isEmpty()
                && last.keySet().equals(now.keySet())
                && now.values().stream().allMatch(part -> same(part, last.get(part.memberId()), measure));
    }

    private long newValues(Map<Integer, Contribution> now, Measure measure) {
        return now.values().stream()
                .filter(part ->
                        versions.stream().noneMatch(version -> same(part, version.get(part.memberId()), measure)))
                .count();
    }

    private long newMedians(Map<Integer, Contribution> now) {
        return now.values().stream()
                .filter(part -> part.medianHoursLive() != null)
                .filter(part -> versions.stream().noneMatch(version -> {
                    Contribution earlier = version.get(part.memberId());
                    return earlier != null && Objects.equals(part.medianHoursLive(), earlier.medianHoursLive());
                }))
                .count();
    }

    private static boolean same(Contribution part, @Nullable Contribution earlier, Measure measure) {
        return earlier != null && measure.of(part.counts()) == measure.of(earlier.counts());
    }

    private static Counts sum(Collection<Contribution> parts) {
        return parts.stream().map(Contribution::counts).reduce(Counts.NONE, Counts::plus);
    }

    private static HoursLive medianOf(Collection<Contribution> parts) {
        List<Double> medians = new ArrayList<>();
        for (Contribution part : parts) {
            if (part.medianHoursLive() != null) {
                medians.add(part.medianHoursLive());
            }
        }
        return HoursLive.ofMedian(medians);
    }

    private static Map<Integer, Contribution> byMember(Collection<Contribution> contributions) {
        Map<Integer, Contribution> byMember = new HashMap<>();
        contributions.forEach(contribution -> byMember.put(contribution.memberId(), contribution));
        return byMember;
    }
}
