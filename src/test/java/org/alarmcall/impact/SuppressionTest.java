package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.alarmcall.impact.CellHistory.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The rule against an adversary that has seen every version of a cell. Cells have no unknown in common, and all other
 * answers are sums of cells, so what holds for each cell holds for all answers.
 */
class SuppressionTest {

    private static final int MIN_MEMBERS = 3;
    private static final int MEMBERS = 8;
    private static final int RUNS = 300;
    private static final int CHANGES = 120;

    /** Few, so that members come back to what they had, which is where weaker rules fail. */
    private static final int VALUES = 4;

    @Test
    void noCombinationOfAnswersIsOfFewerThanThreeMembers() {
        int published = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            List<Map<Integer, Contribution>> versions = play(new Random(seed));
            published += versions.size();
            for (Measure measure : Measure.values()) {
                assertFalse(
                        adversary(versions, measure).isolatesFewerThanThree(),
                        "seed " + seed + ", " + measure + ": " + versions);
            }
        }
        assertTrue(published > 2 * RUNS, "cells were published anew: " + published);
    }

    @Test
    void theAdversaryBreaksARuleThatComparesOnlyWithTheVersionBefore() {
        Adversary adversary = new Adversary();
        adversary.sees(Map.of(1, 10L, 2, 10L, 3, 10L));
        adversary.sees(Map.of(1, 10L, 2, 10L, 3, 10L, 4, 10L, 5, 10L, 6, 10L));
        assertFalse(adversary.isolatesFewerThanThree());
        adversary.sees(Map.of(1, 10L, 2, 10L, 3, 11L, 6, 10L));
        assertTrue(adversary.isolatesFewerThanThree(), "the third less the first is of members 3 and 6");
    }

    @Test
    void theAdversaryBreaksARuleThatComparesEachTwoVersions() {
        Adversary adversary = new Adversary();
        adversary.sees(Map.of(1, 10L, 2, 10L, 3, 10L, 4, 10L, 5, 10L));
        adversary.sees(Map.of(1, 11L, 2, 11L, 3, 11L, 4, 10L, 5, 10L));
        adversary.sees(Map.of(1, 12L, 2, 10L, 3, 10L, 4, 11L, 5, 11L));
        assertFalse(adversary.isolatesFewerThanThree());
        adversary.sees(Map.of(1, 10L, 2, 11L, 3, 11L, 4, 11L, 5, 11L));
        assertTrue(
                adversary.isolatesFewerThanThree(), "1 - 2 - 3 + 4 is of member 1 alone, and each two differ in three");
    }

    /** A ledger of one cell: members come, correct one measure or several, go back, leave. */
    private static List<Map<Integer, Contribution>> play(Random random) {
        Map<Integer, Contribution> ledger = new HashMap<>();
        List<List<Contribution>> versions = new ArrayList<>();
        List<Map<Integer, Contribution>> seen = new ArrayList<>();
        for (int change = 0; change < CHANGES && versions.size() < Adversary.MAX_ANSWERS; change++) {
            int member = random.nextInt(MEMBERS);
            Contribution before = ledger.get(member);
            if (before != null && random.nextInt(6) == 0) {
                ledger.remove(member);
            } else {
                ledger.put(member, new Contribution(member, counts(random, before), null));
            }
            Version next = new CellHistory(versions, null).next(ledger.values(), MIN_MEMBERS);
            if (next != null) {
                versions.add(next.contributions());
                seen.add(next.contributions().stream().collect(Collectors.toMap(Contribution::memberId, part -> part)));
            }
        }
        return seen;
    }

    /** All measures anew, or some; never 0, as a member that scanned nothing is none. */
    private static Counts counts(Random random, @Nullable Contribution before) {
        boolean all = before == null || random.nextInt(3) == 0;
        long[] values = new long[Measure.values().length];
        for (Measure measure : Measure.values()) {
            boolean stays = !all && random.nextInt(values.length) > 0;
            values[measure.ordinal()] =
                    before != null && stays ? measure.of(before.counts()) : 1 + random.nextInt(VALUES);
        }
        return new Counts(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
    }

    private static Adversary adversary(List<Map<Integer, Contribution>> versions, Measure measure) {
        Adversary adversary = new Adversary();
        for (Map<Integer, Contribution> version : versions) {
            Map<Integer, Long> values = new HashMap<>();
            version.forEach((member, part) -> values.put(member, measure.of(part.counts())));
            adversary.sees(values);
        }
        return adversary;
    }
}
