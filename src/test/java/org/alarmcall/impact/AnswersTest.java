package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    private record Cell(String month, String category) {}

    private final Random random = new Random(20_191_103);
    private final TestMembers members = TestMembers.here();
    private final List<ApiClient> shops = new ArrayList<>();
    private final Map<Cell, Map<Integer, Long>> ledger = new HashMap<>();
    private final Map<Cell, Long> shown = new HashMap<>();
    private final Map<Cell, Adversary> adversaries = new HashMap<>();

    @Test
    void noAnswersTogetherIsolateAMember() {
        for (int i = 0; i < MEMBERS; i++) {
            shops.add(members.client(
                    members.member(Trust.STANDARD), List.of(), Scope.IMPACT_READ, Scope.IMPACT_WRITE));
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
            Map<Integer, Long> cell = ledger.computeIfAbsent(new Cell(month, category), key -> new TreeMap<>());
            if (random.nextInt(8) == 0) {
                cell.remove(member);
            } else {
                // every member's numbers are powers of its own, so that a sum says what it is made of
                cell.put(member, (1L + random.nextInt(4)) << 6 * member);
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
        for (Map<String, Object> row : cells.<Map<String, Object>>getList("items")) {
            Cell cell = new Cell((String) row.get("month"), (String) row.get("policyCategory"));
            long scanned = ((Number) row.get("scanned")).longValue();
            if (shown.getOrDefault(cell, -1L) != scanned) {
                Map<Integer, Long> now = Map.copyOf(ledger.getOrDefault(cell, Map.of()));
                assertEquals(sum(now), scanned, "a new version is the ledger as it stands");
                shown.put(cell, scanned);
                adversaries.computeIfAbsent(cell, key -> new Adversary()).sees(now);
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

    private static long sum(Map<?, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }
}
