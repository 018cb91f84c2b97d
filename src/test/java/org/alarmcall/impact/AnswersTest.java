package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/**
 * The same by the API: after each change of a random ledger the adversary asks for everything, notes what a changed cell was
 * made of, and sees that margins and other ranges are sums of cells and tell nothing besides.
 */
@QuarkusTest
class AnswersTest {

    private static final List<String> MONTHS = List.of("2019-03", "2019-04");
    private static final List<String> CATEGORIES = List.of("birds", "coral");
    private static final int MEMBERS = 5;
    private static final int CHANGES = 70;

    /** Each member's numbers have bits of their own, so that a sum says what it is made of. */
    private static final int BITS = 6;

    private record Cell(String month, String category) {}

    private final Random random = new Random(20_191_103);
    private final TestMembers members = TestMembers.here();
    private final List<ApiClient> shops = new ArrayList<>();
    private final Map<Cell, Map<Integer, Long>> ledger = new HashMap<>();
    private final Map<Cell, Map<Integer, Set<Long>>> had = new HashMap<>();
    private final Map<Cell, Long> shown = new HashMap<>();
    private final Map<Cell, Adversary> adversaries = new HashMap<>();

    @Test
    void noAnswersTogetherIsolateAMember() {
        for (int i = 0; i < MEMBERS; i++) {
            shops.add(members.client(members.member(Trust.STANDARD), List.of(), Scope.IMPACT_READ, Scope.IMPACT_WRITE));
        }
        int versions = 0;
        for (int change = 0; change < CHANGES; change++) {
            change(MONTHS.get(random.nextInt(MONTHS.size())), random.nextInt(MEMBERS));
            versions += look();
        }
        assertTrue(versions > 2 * MONTHS.size() * CATEGORIES.size(), "cells were published anew: " + versions);
        adversaries.forEach((cell, adversary) -> assertFalse(adversary.isolatesFewerThanThree(), cell.toString()));
    }

    private void change(String month, int member) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String category : CATEGORIES) {
            Cell key = new Cell(month, category);
            Map<Integer, Long> cell = ledger.computeIfAbsent(key, absent -> new TreeMap<>());
            if (random.nextInt(8) == 0) {
                cell.remove(member);
            } else {
                long value = (1L + random.nextInt(4)) << BITS * member;
                cell.put(member, value);
                had.computeIfAbsent(key, absent -> new HashMap<>())
                        .computeIfAbsent(member, absent -> new HashSet<>())
                        .add(value);
            }
            Long scanned = cell.get(member);
            if (scanned != null) {
                Map<String, Object> row = new TreeMap<>();
                for (Measure measure : Measure.values()) {
                    row.put(measure.wire(), scanned);
                }
                row.put("policyCategory", category);
                rows.add(row);
            }
        }
        shops.get(member)
                .json(Map.of("rows", rows))
                .put("/api/v1/impact/" + month)
                .then()
                .statusCode(200);
    }

    /** How many cells were changed. */
    private int look() {
        int changed = 0;
        JsonPath cells = totals(MONTHS.get(0), MONTHS.get(1), "cell");
        for (int i = 0; i < cells.getList("items").size(); i++) {
            String item = "items[" + i + "].";
            Cell cell = new Cell(cells.getString(item + "month"), cells.getString(item + "policyCategory"));
            long scanned = cells.getLong(item + "scanned");
            if (shown.getOrDefault(cell, -1L) != scanned) {
                Map<Integer, Long> now = madeOf(scanned);
                now.forEach((member, value) -> assertTrue(
                        had.getOrDefault(cell, Map.of())
                                .getOrDefault(member, Set.of())
                                .contains(value),
                        cell + " has a value that member " + member + " never had"));
                shown.put(cell, scanned);
                adversaries.computeIfAbsent(cell, absent -> new Adversary()).sees(now);
                changed++;
            }
        }
        assertEquals(sum(shown), cells.getLong("total.scanned"));
        for (String month : MONTHS) {
            long ofMonth = shown.entrySet().stream()
                    .filter(entry -> entry.getKey().month().equals(month))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertEquals(ofMonth, totals(month, month, "category").getLong("total.scanned"));
        }
        return changed;
    }

    private JsonPath totals(String from, String to, String by) {
        return shops.get(0)
                .request()
                .get("/api/v1/impact?from=" + from + "&to=" + to + "&by=" + by)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The part of each member that is in the sum. */
    private static Map<Integer, Long> madeOf(long sum) {
        Map<Integer, Long> parts = new HashMap<>();
        for (int member = 0; member < MEMBERS; member++) {
            long part = sum & ((1L << BITS) - 1) << BITS * member;
            if (part != 0) {
                parts.put(member, part);
            }
        }
        return parts;
    }

    private static long sum(Map<?, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }
}
