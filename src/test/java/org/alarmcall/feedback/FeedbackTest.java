package org.alarmcall.feedback;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opinions, and what they do to the feed. */
@QuarkusTest
class FeedbackTest {

    private final TestMembers members = TestMembers.here();
    private String ivory;
    private ApiClient shop;
    private ApiClient one;
    private ApiClient two;
    private ApiClient staff;
    private FeedCopy copy;
    private String value;
    private String listingId;
    private String id;

    @BeforeEach
    void anIndicatorInTheFeed() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        one = members.member(Trust.STANDARD, ivory, Access.READ);
        two = members.member(Trust.STANDARD, ivory, Access.READ);
        staff = members.staff();
        copy = new FeedCopy(staff, ivory, "reviewed");
        value = md5();
        listingId = submit(shop, ivory, listing("ad-1", value, md5())).extract().path("results[0].listingId");
        decide("approve", 200);
        id = String.valueOf(copy.holds(value).get("id"));
    }

    @Test
    void whatTwoMembersDisputeLeavesTheFeedAndIsBackInTheQueueUntilStaffApprove() {
        give(one, "dispute");
        give(two, "flood");
        assertEquals("quarantined", copy.left(value));
        assertEquals(1, live(), "the listing's other indicator stays");
        queue().body("items.listingId", contains(listingId))
                .body("items[0].state", equalTo("approved"))
                .body("items[0].queueReason", equalTo("quarantined"));

        decide("approve", 200);
        copy.holds(value);
        queue().body("items.listingId", not(hasItem(listingId)));
        decide("reject", 409);
    }

    @Test
    void aDisputeThatStaffHaveAnsweredCountsOnlyAfterAChangeOfMind() {
        give(one, "dispute");
        give(two, "dispute");
        copy.left(value);
        decide("approve", 200);
        copy.holds(value);

        give(one, "dispute");
        give(two, "dispute");
        one.json(Map.of("opinion", "dispute", "reason", "still wrong"))
                .put(path())
                .then()
                .statusCode(200);
        awaitSequenced();
        assertTrue(copy.contains(value), "nobody changed its mind");

        give(one, "confirm");
        give(one, "dispute");
        give(two, "seen");
        give(two, "dispute");
        assertEquals("quarantined", copy.left(value));
    }

    @Test
    void twoAccountsOfOneMemberAreOneVoice() {
        ApiClient again = members.client(one.member(), List.of(), Scope.FEEDBACK_WRITE);
        give(one, "dispute");
        give(again, "flood");
        awaitSequenced();
        assertTrue(copy.contains(value));
        one.request().get(path()).then().statusCode(200).body("opinion", equalTo("flood"));
    }

    @Test
    void whoIsOnProbationDoesNotCount() {
        ApiClient fresh = members.member(Trust.PROBATION, ivory, Access.READ);
        ApiClient other = members.member(Trust.PROBATION, ivory, Access.READ);
        give(fresh, "dispute");
        give(other, "dispute");
        give(one, "dispute");
        awaitSequenced();
        assertTrue(copy.contains(value));
    }

    @Test
    void twoThatDisputeAtTheSameMomentSeeEachOther() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                Callable<Integer> first = () -> dispute(one);
                Callable<Integer> second = () -> dispute(two);
                for (Future<Integer> status : both.invokeAll(List.of(first, second))) {
                    assertEquals(200, status.get());
                }
                assertEquals("quarantined", copy.left(value));
                decide("approve", 200);
                copy.holds(value);
                give(one, "seen");
                give(two, "seen");
            }
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void ofAThousandOneBadLineSinksNoOther() {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 998; i++) {
            items.add(Map.of("indicatorId", id, "opinion", i == 997 ? "confirm" : "seen"));
        }
        items.add(Map.of("indicatorId", id, "opinion", "wrong", "actions", Map.of("removed", 2, "matched", 1)));
        items.add(Map.of("indicatorId", "00000000-0000-4000-8000-000000000000", "opinion", "seen"));
        Response answer = one.json(Map.of("items", items)).post("/api/v1/collections/" + ivory + "/feedback");
        answer.then()
                .statusCode(200)
                .body("received", equalTo(1_000))
                .body("summary.accepted", equalTo(998))
                .body("summary.rejected", equalTo(2))
                .body(
                        "results[998].problem.errors.pointer",
                        contains("/items/998/opinion", "/items/998/actions/removed"))
                .body("results[999].problem.status", equalTo(404));
        one.request().get(path()).then().body("opinion", equalTo("confirm"));
        items.add(Map.of());
        one.json(Map.of("items", items))
                .post("/api/v1/collections/" + ivory + "/feedback")
                .then()
                .statusCode(422);
    }

    @Test
    void aConfirmationMakesItCorroborated() {
        give(one, "confirm");
        assertEquals(2, copy.holds(value, "corroborated").get("reporters"));
        give(one, "seen");
        assertEquals(1, copy.holds(value, "reviewed").get("reporters"));
    }

    @Test
    void nobodySeesWhatAnotherSaidAndWhatIsNotPublishedIsNotThere() {
        give(one, "dispute");
        String nothing =
                two.request().get(path()).then().statusCode(404).extract().asString();
        String unknown = "/api/v1/collections/" + ivory + "/indicators/00000000-0000-4000-8000-000000000000/feedback";
        String hidden =
                two.request().get(unknown).then().statusCode(404).extract().asString();
        assertEquals(nothing, hidden);
        two.json(Map.of("opinion", "dispute"))
                .put(unknown)
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such indicator in this feed."));
    }

    private String path() {
        return "/api/v1/collections/" + ivory + "/indicators/" + id + "/feedback";
    }

    private int dispute(ApiClient member) {
        return member.json(Map.of("opinion", "dispute")).put(path()).statusCode();
    }

    private void give(ApiClient member, String opinion) {
        member.json(Map.of("opinion", opinion))
                .put(path())
                .then()
                .statusCode(200)
                .body("opinion", equalTo(opinion));
    }

    private void decide(String decision, int status) {
        staff.json(Map.of("decision", decision))
                .post("/api/v1/review/listings/" + listingId + "/decision")
                .then()
                .statusCode(status);
    }

    private ValidatableResponse queue() {
        return staff.request()
                .get("/api/v1/review/queue?collection=" + ivory)
                .then()
                .statusCode(200);
    }

    private int live() {
        return staff.request()
                .get("/api/v1/collections/" + ivory + "/manifest")
                .then()
                .extract()
                .path("items[0].count");
    }

    private void awaitSequenced() {
        String fence = md5();
        String fenceId = submit(shop, ivory, listing(TestMembers.name("fence"), fence))
                .extract()
                .path("results[0].listingId");
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + fenceId + "/decision")
                .then()
                .statusCode(200);
        copy.holds(fence);
    }
}
