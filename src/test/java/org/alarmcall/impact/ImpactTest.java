package org.alarmcall.impact;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger is one for all: each test has months of its own. */
@QuarkusTest
class ImpactTest {

    private static final String IVORY = "ivory";

    @Inject
    Clock clock;

    private final TestMembers members = TestMembers.here();
    private List<ApiClient> shops = List.of();

    @BeforeEach
    void fourMembers() {
        shops = IntStream.range(0, 4)
                .mapToObj(i -> members.client(
                        members.member(Trust.STANDARD), List.of(), Scope.IMPACT_READ, Scope.IMPACT_WRITE))
                .toList();
    }

    @Test
    void aCellIsShownWhenThreeMembersFillIt() {
        String month = "2015-02";
        put(shops.get(0), month, row(IVORY, 1_000, 40));
        put(shops.get(1), month, row(IVORY, 2_000, 50));
        totals(month, "cell").then().body("items", hasSize(0)).body("total.scanned", equalTo(0));

        put(shops.get(2), month, row(IVORY, 3_000, 60), row("birds", 7, 0));
        totals(month, "cell")
                .then()
                .body("items", hasSize(1))
                .body("items[0].month", equalTo(month))
                .body("items[0].policyCategory", equalTo(IVORY))
                .body("items[0].members", equalTo(3))
                .body("items[0].scanned", equalTo(6_000))
                .body("items[0].removed", equalTo(150))
                .body("items[0].shareRemovedBeforeView", equalTo(0.5f))
                .body("items[0].shareFromSharedSignals", equalTo(0.0f))
                .body("items[0].medianHoursLive", nullValue())
                .body("total.cells", equalTo(1))
                .body("total.suppressedCells", equalTo(19))
                .body("total.members", nullValue())
                .body("definitions", equalTo(Definitions.VERSION));
    }

    @Test
    void whatOneMemberChangesIsNotShownUntilTwoMoreDo() {
        String month = "2015-03";
        for (ApiClient shop : shops) {
            put(shop, month, row(IVORY, 100, 10));
        }
        put(shops.get(0), month, row(IVORY, 150, 12));
        put(shops.get(1), month, row(IVORY, 160, 14));
        assertEquals(300, scanned(month), "the fourth came alone, and two have changed since");
        put(shops.get(2), month, row(IVORY, 170, 16));
        assertEquals(480, scanned(month), "the fourth still stands alone");
    }

    @Test
    void aMemberThatTakesItsNumbersBackOrIsSuspendedStaysInWhatWasShown() {
        String month = "2015-04";
        shops.subList(0, 3).forEach(shop -> put(shop, month, row(IVORY, 100, 10)));
        put(shops.get(0), month);
        members.suspend(shops.get(1).member());
        assertEquals(300, scanned(month));
        own(shops.get(0), month).then().body("rows", hasSize(0)).body("sentAt", notNullValue());
    }

    @Test
    void marginsSumShownCellsOnly() {
        String first = "2015-05";
        String second = "2015-06";
        for (ApiClient shop : shops.subList(0, 3)) {
            put(shop, first, row(IVORY, 10, 1), row("birds", 20, 2));
            put(shop, second, row(IVORY, 30, 3));
        }
        put(shops.get(3), second, row("coral", 1_000_000, 1));
        ApiClient reader = shops.get(3);
        reader.request()
                .get("/api/v1/impact?from=2015-05&to=2015-06&by=month")
                .then()
                .body("items.month", equalTo(List.of(first, second)))
                .body("items.scanned", equalTo(List.of(90, 90)))
                .body("items.cells", equalTo(List.of(2, 1)))
                .body("items.suppressedCells", equalTo(List.of(18, 19)))
                .body("total.scanned", equalTo(180));
        reader.request()
                .get("/api/v1/impact?from=2015-05&to=2015-06&by=category")
                .then()
                .body("items.policyCategory", equalTo(List.of("birds", IVORY)))
                .body("items.scanned", equalTo(List.of(60, 120)))
                .body("items.suppressedCells", equalTo(List.of(1, 0)));
    }

    @Test
    void aMonthIsReplacedAsAWhole() {
        String month = "2015-07";
        ApiClient shop = shops.get(0);
        put(shop, month, row(IVORY, 10, 1), row("birds", 20, 2));
        put(shop, month, row("coral", 5, 1), row("birds", 21, 2))
                .then()
                .body("rows.policyCategory", equalTo(List.of("birds", "coral")))
                .body("rows.scanned", equalTo(List.of(21, 5)));
        own(shop, month).then().body("rows.policyCategory", equalTo(List.of("birds", "coral")));
        own(shops.get(1), month).then().body("rows", hasSize(0)).body("sentAt", nullValue());
    }

    @Test
    void sentAgainUnchangedNothingIsWritten() {
        String month = "2015-08";
        ApiClient shop = shops.get(0);
        String sentAt = put(shop, month, row("birds", 20, 2), row(IVORY, 10, 1)).path("sentAt");
        put(shop, month, row(IVORY, 10, 1), row("birds", 20, 2)).then().body("sentAt", equalTo(sentAt));
        audited("send", month).then().body(by(shop), hasSize(1));
        audited("change", month).then().body(by(shop), hasSize(0));
    }

    @Test
    void aLateSendingIsAuditedAndALateChangeWithBeforeAndAfter() {
        String month = "2015-09";
        ApiClient shop = shops.get(0);
        put(shop, month, row(IVORY, 10, 1), row("birds", 20, 2));
        put(shop, month, row(IVORY, 11, 1), row("birds", 20, 2));
        audited("send", month).then().body(by(shop) + ".details", equalTo(List.of(Map.of("rows", 2))));
        audited("change", month)
                .then()
                .body(by(shop), hasSize(1))
                .body(by(shop) + "[0].details.before.scanned", equalTo(List.of(10)))
                .body(by(shop) + "[0].details.after.scanned", equalTo(List.of(11)));
    }

    @Test
    void theMonthUnderWayIsNoLateChange() {
        String month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString();
        put(shops.get(0), month, row(IVORY, 10, 1));
        put(shops.get(0), month, row(IVORY, 11, 1));
        audited("send", month).then().body(by(shops.get(0)), hasSize(0));
        audited("change", month).then().body(by(shops.get(0)), hasSize(0));
    }

    @Test
    void aRowThatCannotBeRefusesTheWholeMonth() {
        String month = "2015-10";
        Map<String, Object> bad = new TreeMap<>(row("birds", 10, 11));
        bad.put("appealsUpheld", 3);
        bad.put("medianHoursLive", -1);
        shops.get(0)
                .json(Map.of("rows", List.of(bad)))
                .put("/api/v1/impact/" + month)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        equalTo(List.of("/rows/0/medianHoursLive", "/rows/0/matched", "/rows/0/appealsUpheld")));
        bad.put("medianHoursLive", 5);
        put(shops.get(0), 422, month, row(IVORY, 10, 1), bad, row("dragons", 1, 1), row(IVORY, 9, 1))
                .then()
                .body(
                        "errors.pointer",
                        equalTo(List.of(
                                "/rows/1/matched",
                                "/rows/1/appealsUpheld",
                                "/rows/2/policyCategory",
                                "/rows/3/policyCategory")));
        own(shops.get(0), month).then().body("rows", hasSize(0)).body("sentAt", nullValue());
    }

    @Test
    void theFaultsOfAllRowsAreNamedAtOnce() {
        String body = """
                {"rows":[
                 {"policyCategory":"gold","scanned":9,"matched":9,"confirmed":9,"removed":0,"removedBeforeView":0,
                  "fromSharedSignals":0,"appeals":0,"appealsUpheld":0},
                 {"policyCategory":"ivory","scanned":9,"matched":9,"confirmed":10,"removed":12,"appeals":0,"appealsUpheld":0},
                 {"policyCategory":"ivory","scanned":"many"},
                 null]}""";
        String march = "/api/v1/impact/2015-03";
        shops.get(0)
                .json(body)
                .put(march)
                .then()
                .statusCode(422)
                .body(
                        "errors.collect { it.pointer + ' ' + it.detail }",
                        equalTo(List.of(
                                "/rows/0/policyCategory is no policy category of this coalition",
                                "/rows/1/fromSharedSignals is required; 0 where there was none",
                                "/rows/1/removedBeforeView is required; 0 where there was none",
                                "/rows/1/confirmed must not be more than matched (9)",
                                "/rows/1/removed must not be more than confirmed (10)",
                                "/rows/2/policyCategory stands twice; a category has one row a month",
                                "/rows/2/scanned must be a whole number of 64 bits",
                                "/rows/3 must be an object")));
        shops.get(0)
                .json(body)
                .put("/api/v1/impact/2015-13")
                .then()
                .statusCode(422)
                .body("errors", nullValue())
                .body("detail", containsString("The month in the path must be"));
    }

    @Test
    void numbersAreWholeWithinLimitsAndAllThere() {
        String body = "{\"rows\":[{\"policyCategory\":\"ivory\",\"scanned\":100000000001,\"matched\":-1}]}";
        shops.get(0)
                .json(body)
                .put("/api/v1/impact/2015-11")
                .then()
                .statusCode(422)
                .body("errors", hasSize(8));
        shops.get(0).json("{}").put("/api/v1/impact/2015-11").then().statusCode(422);
        shops.get(0)
                .json("{\"rows\":[null]}")
                .put("/api/v1/impact/2015-11")
                .then()
                .statusCode(422);
        shops.get(0).json("null").put("/api/v1/impact/2015-11").then().statusCode(422);
    }

    @Test
    void monthsAreFrom2015ToThePresent() {
        YearMonth next = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).plusMonths(1);
        for (String month : List.of("2014-12", next.toString(), "2015-13", "2015-1", "yesterday")) {
            put(shops.get(0), 422, month).then().body("detail", containsString("2015-01"));
            shops.get(0).request().get("/api/v1/impact?to=" + month).then().statusCode(422);
        }
        shops.get(0)
                .request()
                .get("/api/v1/impact?from=2016-02&to=2016-01")
                .then()
                .statusCode(422);
        shops.get(0)
                .request()
                .get("/api/v1/impact?from=2015-01&to=2025-01")
                .then()
                .statusCode(422);
        shops.get(0).request().get("/api/v1/impact?by=member").then().statusCode(422);
        shops.get(0).request().get("/api/v1/impact").then().statusCode(200);
    }

    @Test
    void threeThatSendAtTheSameMomentAreShown() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (String month : List.of("2016-01", "2016-02", "2016-03", "2016-04", "2016-05")) {
                CyclicBarrier together = new CyclicBarrier(3);
                List<Future<Response>> answers = new ArrayList<>();
                for (ApiClient shop : shops.subList(0, 3)) {
                    shop.token();
                    answers.add(threads.submit(() -> {
                        together.await();
                        return put(shop, month, row(IVORY, 10, 1), row("birds", 20, 2));
                    }));
                }
                for (Future<Response> answer : answers) {
                    answer.get();
                }
                totals(month, "month").then().body("total.cells", equalTo(2)).body("total.scanned", equalTo(90));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void totalsAreGivenAsCsv() {
        String month = "2015-12";
        shops.subList(0, 3).forEach(shop -> put(shop, month, withMedian(row(IVORY, 10, 2), 30)));
        String csv = shops.get(0)
                .request()
                .accept("text/csv")
                .get("/api/v1/impact?from=" + month + "&to=" + month)
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();
        assertEquals(
                "definitions,month,policyCategory,cells,suppressedCells,members,scanned,matched,confirmed,removed,"
                        + "removedBeforeView,fromSharedSignals,appeals,appealsUpheld,shareRemovedBeforeView,"
                        + "shareFromSharedSignals,medianHoursLiveFrom,medianHoursLiveBelow\r\n"
                        + "2026-11,2015-12,ivory,1,0,3,30,6,6,6,3,0,0,0,0.5,0.0,24,72\r\n"
                        + "2026-11,,,1,19,,30,6,6,6,3,0,0,0,0.5,0.0,,\r\n",
                csv);
    }

    @Test
    void ownRemovalsAreGivenInTheWordsOfTheDsaDatabase() {
        put(shops.get(0), "2017-01", row(IVORY, 100, 10), row("timber-plants", 50, 4), row("birds", 10, 0));
        put(shops.get(1), "2017-01", row(IVORY, 100, 10));
        String dsa = "/api/v1/impact/dsa?from=2017-01&to=2017-02";
        shops.get(0)
                .request()
                .get(dsa)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].decision_visibility", contains("DECISION_VISIBILITY_CONTENT_REMOVED"))
                .body("items[0].category", equalTo("STATEMENT_CATEGORY_ANIMAL_WELFARE"))
                .body("items[0].category_specification", contains("KEYWORD_UNLAWFUL_SALE_ANIMALS"))
                .body("items[0].statements", equalTo(10))
                .body("items[1].category_specification", contains("KEYWORD_PROHIBITED_PRODUCTS"));
        String csv = shops.get(0).request().accept("text/csv").get(dsa).asString();
        assertTrue(
                csv.contains("2026-11,2017-01,ivory,DECISION_VISIBILITY_CONTENT_REMOVED,"
                        + "STATEMENT_CATEGORY_ANIMAL_WELFARE,KEYWORD_UNLAWFUL_SALE_ANIMALS,10,5,0,0,0\r\n"),
                csv);
    }

    @Test
    void staffSeeTotalsAndWhoHasSentAndNoNumbers() {
        String month = "2017-03";
        put(shops.get(0), month, row(IVORY, 123_456, 10));
        ApiClient staff = members.staff();
        Response senders = staff.request().get("/api/v1/review/impact/" + month);
        senders.then()
                .statusCode(200)
                .body("items.member", equalTo(List.of(shops.get(0).member())))
                .body("items[0].sentAt", notNullValue());
        staff.request()
                .get("/api/v1/impact?from=" + month + "&to=" + month)
                .then()
                .statusCode(200);
        staff.request().get("/api/v1/impact/" + month).then().statusCode(403);
        assertTrue(!senders.asString().contains("123456"));
    }

    @Test
    void theDefinitionsHaveAVersion() {
        shops.get(0)
                .request()
                .get("/api/v1/impact/definitions")
                .then()
                .statusCode(200)
                .body("version", equalTo(Definitions.VERSION))
                .body("metrics.name[0]", equalTo("scanned"));
    }

    private int scanned(String month) {
        return totals(month, "month").path("total.scanned");
    }

    private Response totals(String month, String by) {
        Response totals = shops.get(3).request().get("/api/v1/impact?from=" + month + "&to=" + month + "&by=" + by);
        totals.then().statusCode(200);
        return totals;
    }

    private static Response own(ApiClient shop, String month) {
        Response own = shop.request().get("/api/v1/impact/" + month);
        own.then().statusCode(200);
        return own;
    }

    private Response audited(String what, String month) {
        return members.admin()
                .request()
                .get("/api/v1/audit?limit=1000&action=impact." + what + "_late&subject=" + month);
    }

    private static String by(ApiClient shop) {
        return "items.findAll { it.clientId == '" + shop.clientId() + "' }";
    }

    @SafeVarargs
    private static Response put(ApiClient shop, String month, Map<String, Object>... rows) {
        return put(shop, 200, month, rows);
    }

    @SafeVarargs
    private static Response put(ApiClient shop, int status, String month, Map<String, Object>... rows) {
        Response answer = shop.json(Map.of("rows", List.of(rows))).put("/api/v1/impact/" + month);
        answer.then().statusCode(status);
        return answer;
    }

    private static Map<String, Object> row(String category, int scanned, int removed) {
        return Map.of(
                "policyCategory", category,
                "scanned", scanned,
                "matched", removed,
                "confirmed", removed,
                "removed", removed,
                "removedBeforeView", removed / 2,
                "fromSharedSignals", 0,
                "appeals", 0,
                "appealsUpheld", 0);
    }

    private static Map<String, Object> withMedian(Map<String, Object> row, double hours) {
        Map<String, Object> more = new TreeMap<>(row);
        more.put("medianHoursLive", hours);
        return more;
    }
}
