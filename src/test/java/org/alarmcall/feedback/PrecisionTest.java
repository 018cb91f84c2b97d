package org.alarmcall.feedback;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.alarmcall.indicator.Reporting;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told to whom of what members say of what others report. */
@QuarkusTest
class PrecisionTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final int JUDGES = 3;
    private static final String REASON = "that is a lamp of resin";

    @Inject
    PrecisionRows rows;

    @Inject
    Members directory;

    @Inject
    Reporting reporting;

    private final TestMembers members = TestMembers.here();
    private String ivory;
    private ApiClient shop;
    private ApiClient one;
    private ApiClient two;
    private ApiClient three;
    private ApiClient staff;
    private String listingId;
    private final List<String> values =
            Stream.generate(TestListings::md5).limit(5).toList();
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void fiveIndicatorsInTheFeed() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        one = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        two = members.member(Trust.STANDARD, ivory, Access.READ);
        three = members.member(Trust.STANDARD, ivory, Access.READ);
        staff = members.staff();
        listingId = submit(shop, ivory, listing("ad", values.toArray(String[]::new)))
                .extract()
                .path("results[0].listingId");
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listingId + "/decision")
                .then()
                .statusCode(200);
        FeedCopy copy = new FeedCopy(staff, ivory, "reviewed");
        values.forEach(value -> ids.add(String.valueOf(copy.holds(value).get("id"))));
    }

    @Test
    void anIndicatorIsConfirmedOrDisputedByMoreAndWhatCountsIsOneWordAMember() {
        ApiClient fresh = members.member(Trust.PROBATION, ivory, Access.READ);
        ApiClient oneAgain = members.client(one.member(), List.of(), Scope.FEEDBACK_WRITE);
        give(one, 0, "confirm"); // 0: two for it; one on probation is not heard
        give(two, 0, "confirm");
        give(fresh, 0, "dispute");
        give(one, 1, "dispute"); // 1: two against it; whose report it is, is not asked
        give(two, 1, "flood");
        give(shop, 1, "confirm");
        give(one, 2, "confirm"); // 2: even
        give(two, 2, "dispute");
        give(one, 3, "confirm"); // 3: one against it, by another client of the same member
        give(oneAgain, 3, "dispute");
        give(one, 4, "seen"); // 4: nobody has judged it
        submit(one, ivory, listing("other", md5()));
        count();

        String reporter = "items.find { it.member == '" + shop.member() + "' }";
        String other = "items.find { it.member == '" + one.member() + "' }";
        staff.request()
                .get("/api/v1/review/precision?collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body(reporter + ".judged", equalTo(4))
                .body(reporter + ".confirmed", equalTo(1))
                .body(reporter + ".disputed", equalTo(2))
                .body(reporter + ".precision", equalTo(1 / 3f))
                .body(other + ".judged", equalTo(0))
                .body(other + ".precision", nullValue());
        review().body("reporter.precision.judged", equalTo(4))
                .body("reporter.precision.precision", equalTo(1 / 3f))
                .body(feedback(0, "confirm"), equalTo(2))
                .body(feedback(0, "dispute"), equalTo(1))
                .body(feedback(0, "members"), equalTo(3))
                .body(feedback(0, "precision"), equalTo(1f))
                .body(feedback(0, "voices.member"), contains(fresh.member(), two.member(), one.member()))
                .body(feedback(1, "precision"), equalTo(1 / 3f))
                .body(feedback(2, "precision"), equalTo(0.5f))
                .body(feedback(3, "members"), equalTo(1))
                .body(feedback(3, "dispute"), equalTo(1))
                .body(feedback(4, "seen"), equalTo(1))
                .body(feedback(4, "precision"), nullValue());
    }

    @Test
    void whatNobodyJudgesAnyMoreIsNotCounted() {
        give(one, 0, "dispute");
        count();
        review().body("reporter.precision.judged", equalTo(1));
        give(one, 0, "seen");
        count();
        review().body("reporter.precision.judged", equalTo(0));
    }

    @Test
    void aMemberIsToldNothingUntilThreeOthersHaveJudgedAndThenNoChangeOfFewer() {
        give(one, 0, "confirm");
        give(two, 1, "confirm");
        give(members.member(Trust.PROBATION, ivory, Access.READ), 2, "confirm");
        give(shop, 3, "confirm");
        count();
        standing().body("opinions", nullValue());

        give(three, 2, "confirm");
        count();
        standing()
                .body("opinions.judged", equalTo(3))
                .body("opinions.confirmed", equalTo(3))
                .body("opinions.precision", equalTo(1f));

        give(one, 0, "dispute");
        give(two, 3, "dispute");
        count();
        standing().body("opinions.judged", equalTo(3)).body("opinions.disputed", equalTo(0));

        give(one, 0, "confirm"); // back to what it had said: nothing new of it
        give(three, 4, "dispute");
        count();
        standing().body("opinions.judged", equalTo(3)).body("opinions.disputed", equalTo(0));

        give(one, 0, "dispute");
        count();
        standing()
                .body("opinions.judged", equalTo(5))
                .body("opinions.confirmed", equalTo(2))
                .body("opinions.disputed", equalTo(3))
                .body("opinions.precision", equalTo(0.4f));
    }

    @Test
    void standingCountsOwnListingsByStateAndOwnIndicatorsByTier() {
        submit(shop, ivory, listing("waits", md5()), listing("gone", md5()));
        shop.request()
                .delete("/api/v1/collections/" + ivory + "/listings/gone")
                .then()
                .statusCode(204);
        submit(one, ivory, listing("another member's", md5()));
        give(two, 0, "confirm");
        new FeedCopy(staff, ivory, "corroborated").holds(values.get(0));

        standing()
                .body("listings.pending", equalTo(1))
                .body("listings.approved", equalTo(1))
                .body("listings.rejected", equalTo(0))
                .body("listings.returned", equalTo(0))
                .body("listings.withdrawn", equalTo(1))
                .body("feed.candidate", equalTo(0))
                .body("feed.reviewed", equalTo(4))
                .body("feed.corroborated", equalTo(1));
    }

    @Test
    void whoReportsWhatItWasGivenIsAnEcho() {
        one.request()
                .get("/api/v1/collections/" + ivory + "/feed?tier=reviewed&limit=1000")
                .then()
                .statusCode(200);
        String echo = submit(one, ivory, listing("seen in the feed", values.get(0)))
                .extract()
                .path("results[0].listingId");
        staff.request()
                .get("/api/v1/review/listings/" + echo)
                .then()
                .statusCode(200)
                .body("indicators[0].echo", equalTo(true))
                .body("indicators[0].reports.echo", contains(false));
        review().body("indicators.find { it.value == '" + values.get(0) + "' }.echo", equalTo(false))
                .body("indicators.find { it.value == '" + values.get(0) + "' }.reports.echo", contains(true));
    }

    @Test
    void reasonsAreForStaff() {
        one.json(Map.of("opinion", "dispute", "reason", REASON))
                .put(path(0))
                .then()
                .statusCode(200);
        give(two, 0, "confirm");
        give(three, 0, "confirm");
        count();
        review().body(feedback(0, "voices.find { it.opinion == 'dispute' }.reason"), equalTo(REASON));

        for (ApiClient member : List.of(shop, two)) {
            for (String path : List.of("feed", "listings", "standing", "expiring", "withdrawals", "manifest")) {
                member.request()
                        .get("/api/v1/collections/" + ivory + "/" + path)
                        .then()
                        .statusCode(200)
                        .body(not(containsString(REASON)))
                        .body(not(containsString(one.member())));
            }
        }
        two.request().get(path(0)).then().statusCode(200).body(not(containsString(REASON)));
        shop.request()
                .get("/api/v1/review/precision?collection=" + ivory)
                .then()
                .statusCode(403);
    }

    @Test
    void whatOneMemberIsToldIsNotToldToAnother() {
        give(one, 0, "confirm");
        give(two, 0, "confirm");
        give(three, 0, "confirm");
        count();
        standing().body("opinions.judged", equalTo(1));
        one.request().get("/api/v1/collections/" + ivory + "/standing").then().body("opinions", nullValue());
    }

    @Test
    void theRowsOfStaffAreInNoMembersSight() {
        give(one, 0, "confirm");
        count();
        int collection = directory.readable(SYSTEM, ivory).id();
        List<Integer> reporters = reporting.reporters(SYSTEM, collection);
        assertEquals(1, reporters.size());
        Caller itself = new Caller(reporters.get(0), shop.member(), shop.clientId(), false, Set.of(), null);
        assertEquals(1, rows.of(SYSTEM, collection, reporters).size());
        assertEquals(Map.of(), rows.of(itself, collection, reporters));
    }

    @Test
    void staffNameTheCollection() {
        staff.request().get("/api/v1/review/precision").then().statusCode(422);
        staff.request()
                .get("/api/v1/review/precision?collection=nowhere")
                .then()
                .statusCode(404);
    }

    private void count() {
        rows.count(SYSTEM, directory.readable(SYSTEM, ivory).id(), JUDGES);
    }

    private String path(int indicator) {
        return "/api/v1/collections/" + ivory + "/indicators/" + ids.get(indicator) + "/feedback";
    }

    private void give(ApiClient member, int indicator, String opinion) {
        member.json(Map.of("opinion", opinion)).put(path(indicator)).then().statusCode(200);
    }

    private String feedback(int indicator, String field) {
        return "indicators.find { it.value == '" + values.get(indicator) + "' }.feedback." + field;
    }

    private ValidatableResponse review() {
        return staff.request()
                .get("/api/v1/review/listings/" + listingId)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse standing() {
        return shop.request()
                .get("/api/v1/collections/" + ivory + "/standing")
                .then()
                .statusCode(200);
    }
}
