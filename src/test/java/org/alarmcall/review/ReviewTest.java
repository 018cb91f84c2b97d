package org.alarmcall.review;

import static org.alarmcall.testing.TestListings.labels;
import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReviewTest {

    private static final String REVIEW = "/api/v1/review";

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;
    private ApiClient search;
    private ApiClient staff;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        search = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        staff = members.staff();
    }

    private static String send(ApiClient member, String collection, String reference, String... md5s) {
        return submit(member, collection, listing(reference, md5s)).extract().path("results[0].listingId");
    }

    private static Response decide(ApiClient staff, String listingId, Map<String, ?> decision) {
        return staff.json(decision).post(REVIEW + "/listings/" + listingId + "/decision");
    }

    private void approve(String listingId) {
        decide(staff, listingId, Map.of("decision", "approve")).then().statusCode(200);
    }

    /** Read by staff: a member that has read of an indicator is no second witness of it. */
    private FeedCopy feed(String tier) {
        return new FeedCopy(staff, ivory, tier);
    }

    @Test
    void theQueueShowsWhatStaffNeedOldestFirst() {
        String shared = md5();
        String first = send(search, ivory, "their-1", shared);
        String second = send(shop, ivory, "our-1", shared, md5());
        staff.request()
                .get(REVIEW + "/queue?collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(first, second))
                .body("items[1].collection", equalTo(ivory))
                .body("items[1].reference", equalTo("our-1"))
                .body("items[1].queueReason", equalTo("new"))
                .body("items[1].state", equalTo("pending"))
                .body("items[1].revision", equalTo(1))
                .body("items[1].decision", nullValue())
                .body("items[1].labels", equalTo(labels()))
                .body("items[1].reporter.member", equalTo(shop.member()))
                .body("items[1].reporter.trust", equalTo("standard"))
                .body("items[1].indicators", hasSize(2))
                .body("items[1].indicators.find { it.value == '" + shared + "' }.reports.listingId", contains(first))
                .body(
                        "items[1].indicators.find { it.value == '" + shared + "' }.reports.member",
                        contains(search.member()))
                .body("items[1].indicators.find { it.value != '" + shared + "' }.reports", hasSize(0));
        String next = staff.request()
                .get(REVIEW + "/queue?limit=1&collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(first))
                .extract()
                .path("next");
        staff.request()
                .get(REVIEW + "/queue?limit=1&collection=" + ivory + "&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(second))
                .body("next", nullValue());
        staff.request().get(REVIEW + "/queue?limit=1").then().statusCode(200).body("items", hasSize(1));
    }

    @Test
    void onlyStaffReview() {
        String listing = send(shop, ivory, "ad-1", md5());
        shop.request().get(REVIEW + "/queue").then().statusCode(403);
        decide(shop, listing, Map.of("decision", "approve")).then().statusCode(403);
        ApiClient.anonymous().get(REVIEW + "/queue").then().statusCode(401);
        staff.request().get(REVIEW + "/queue?collection=no-such").then().statusCode(404);
        staff.request().get(REVIEW + "/queue?reason=boredom").then().statusCode(422);
        decide(staff, UUID.randomUUID().toString(), Map.of("decision", "approve"))
                .then()
                .statusCode(404);
        decide(staff, listing, Map.of("decision", "maybe"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/decision"));
        decide(staff, listing, Map.of()).then().statusCode(422).body("errors.pointer", hasItem("/decision"));
        decide(staff, listing, Map.of("decision", "return"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/reason"));
        decide(staff, listing, Map.of("decision", "approve", "labels", Map.of("term", "IVC")))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/labels/taxon"));
    }

    @Test
    void whatIsApprovedIsReviewedAndASecondMemberMakesItCorroborated() {
        String value = md5();
        approve(send(shop, ivory, "ad-1", value));
        FeedCopy feed = feed("reviewed");
        Map<String, Object> published = feed.holds(value, "reviewed");
        assertEquals(1, published.get("reporters"));
        assertEquals(labels(), published.get("labels"));
        submit(search, ivory, listing("ad-1", value))
                .body("results[0].indicators.status", contains("corroborated"))
                .body("results[0].indicators.state", contains("reviewed"))
                .body("results[0].indicators.indicatorId", contains(published.get("id")));
        assertEquals(2, feed.holds(value, "corroborated").get("reporters"));
        submit(search, ivory, listing("ad-2", value))
                .body("results[0].indicators.status", contains("duplicate"))
                .body("results[0].indicators.state", contains("corroborated"));
        ApiClient writer = members.member(Trust.STANDARD, ivory, Access.WRITE);
        submit(writer, ivory, listing("ad-1", value))
                .body("results[0].indicators.status", contains("created"))
                .body("results[0].indicators.state", contains("pending"))
                .body("results[0].indicators[0].indicatorId", nullValue());
    }

    @Test
    void ofTwoStaffAtOnceOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String listing = send(shop, ivory, "ad-" + round, md5());
                List<Callable<Integer>> deciders = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    ApiClient one = i < 4 ? staff : members.admin();
                    String decision = i % 2 == 0 ? "approve" : "reject";
                    deciders.add(() ->
                            decide(one, listing, Map.of("decision", decision)).statusCode());
                }
                Map<Integer, Integer> answers = new LinkedHashMap<>();
                for (Future<Integer> answer : threads.invokeAll(deciders)) {
                    answers.merge(answer.get(), 1, Integer::sum);
                }
                // Two send each decision by each client: the winner's may be repeated.
                assertEquals(Map.of(200, 2, 409, 6), answers);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDecisionIsAnsweredAgainToItsClientAndRefusedToOthers() {
        String listing = send(shop, ivory, "ad-1", md5());
        Map<String, String> approve = Map.of("decision", "approve", "reason", "clear case");
        decide(staff, listing, approve)
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("revision", equalTo(2))
                .body("decision.by", equalTo(staff.clientId()))
                .body("decision.reason", equalTo("clear case"));
        decide(staff, listing, approve).then().statusCode(200).body("revision", equalTo(2));
        decide(staff, listing, Map.of("decision", "approve", "reason", "on second thought"))
                .then()
                .statusCode(409);
        decide(staff, listing, Map.of("decision", "reject")).then().statusCode(409);
        decide(members.staff(), listing, approve)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:alarmcall:problem:already-decided"));
        staff.request()
                .get(REVIEW + "/listings/" + listing)
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"));
        staff.request().get(REVIEW + "/queue?collection=" + ivory).then().body("items", hasSize(0));
    }

    @Test
    void aListingThatChangedUnderTheReviewersEyesIsNotDecided() {
        String listing = send(shop, ivory, "ad-1", md5());
        submit(shop, ivory, listing("ad-1", md5()));
        decide(staff, listing, Map.of("decision", "approve", "revision", 1))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:alarmcall:problem:conflict"));
        staff.request()
                .get(REVIEW + "/queue?reason=changed&collection=" + ivory)
                .then()
                .body("items.listingId", contains(listing));
        decide(staff, listing, Map.of("decision", "approve", "revision", 2))
                .then()
                .statusCode(200);
    }

    @Test
    void aReturnedListingComesBackWhenItIsSentAgain() {
        String value = md5();
        String listing = send(shop, ivory, "ad-1", value);
        decide(staff, listing, Map.of("decision", "return", "reason", "Which species?"))
                .then()
                .statusCode(200);
        shop.request()
                .get("/api/v1/collections/" + ivory + "/listings?reference=ad-1")
                .then()
                .body("items[0].state", equalTo("returned"))
                .body("items[0].reason", equalTo("Which species?"));
        send(shop, ivory, "ad-1", value);
        staff.request()
                .get(REVIEW + "/queue?reason=changed&collection=" + ivory)
                .then()
                .body("items.listingId", contains(listing));
    }

    @Test
    void anApprovalCanCorrectLabelsAndTheMemberSendingTheSameAgainKeepsThem() {
        String value = md5();
        String listing = send(shop, ivory, "ad-1", value);
        Map<String, Object> corrected = new LinkedHashMap<>(labels());
        corrected.put("country", "FR");
        decide(staff, listing, Map.of("decision", "approve", "labels", corrected))
                .then()
                .statusCode(200)
                .body("labels.country", equalTo("FR"));
        FeedCopy feed = feed("reviewed");
        assertEquals(corrected, feed.holds(value).get("labels"));
        submit(shop, ivory, listing("ad-1", value)).body("results[0].indicators.state", contains("reviewed"));
        staff.request()
                .get(REVIEW + "/listings/" + listing)
                .then()
                .body("state", equalTo("approved"))
                .body("labels.country", equalTo("FR"));
    }

    @Test
    void aSubmissionIsDecidedAsAWholeButForExceptions() {
        String first = md5();
        String second = md5();
        var sent = submit(shop, ivory, listing("ad-1", first), listing("ad-2", second), listing("ad-3", md5()))
                .extract();
        String submission = sent.path("submissionId");
        String excepted = sent.path("results[2].listingId");
        Map<String, Object> decision = Map.of("decision", "approve", "except", List.of(excepted));
        staff.json(decision)
                .post(REVIEW + "/submissions/" + submission + "/decision")
                .then()
                .statusCode(200)
                .body("decided", equalTo(2))
                .body("left", equalTo(1));
        FeedCopy feed = feed("reviewed");
        feed.holds(first);
        feed.holds(second);
        shop.request()
                .get("/api/v1/collections/" + ivory + "/submissions/" + submission)
                .then()
                .body("items.state", contains("approved", "approved", "pending"));
        staff.json(Map.of("decision", "approve"))
                .post(REVIEW + "/submissions/" + UUID.randomUUID() + "/decision")
                .then()
                .statusCode(404);
    }

    @Test
    void aLargeSubmissionIsDecidedInOneStepWithAnEntryOfTheAuditForEachListing() {
        String body = ndjson(IntStream.range(0, 2_500).mapToObj(i -> listing("ad-" + i, md5())));
        var sent = lines(shop, body).post(path(ivory)).then().statusCode(200).extract();
        staff.json(Map.of("decision", "reject", "reason", "not wildlife"))
                .post(REVIEW + "/submissions/" + sent.path("submissionId") + "/decision")
                .then()
                .statusCode(200)
                .body("decided", equalTo(2_500));
        members.admin()
                .request()
                .get("/api/v1/audit?subject=" + sent.path("results[2499].listingId"))
                .then()
                .statusCode(200)
                .body("items.action", contains("listing.reject"))
                .body("items.clientId", contains(staff.clientId()));
        members.admin()
                .request()
                .get("/api/v1/audit?subject=" + sent.path("submissionId"))
                .then()
                .body("items.action", contains("submission.reject"))
                .body("items[0].details.reason", equalTo("not wildlife"));
    }

    @Test
    void whatStaffWithdrawLeavesTheFeedAndComesBackByALaterApproval() {
        String value = md5();
        approve(send(shop, ivory, "ad-1", value));
        FeedCopy feed = feed("candidate");
        Object id = feed.holds(value).get("id");
        staff.json(Map.of("reason", "false_positive", "comment", "a museum piece"))
                .post(REVIEW + "/indicators/" + id + "/withdraw")
                .then()
                .statusCode(200)
                .body("value", equalTo(value))
                .body("reason", equalTo("false_positive"))
                .body("withdrawnAt", notNullValue());
        assertEquals("false_positive", feed.left(value));
        String again = send(search, ivory, "ad-9", value);
        approve(again);
        assertEquals("corroborated", feed.holds(value).get("tier"));
        staff.request()
                .get(REVIEW + "/listings/" + again)
                .then()
                .statusCode(200)
                .body("indicators[0].withdrawn", nullValue());
        staff.json(Map.of("reason", "mood"))
                .post(REVIEW + "/indicators/" + id + "/withdraw")
                .then()
                .statusCode(422);
        staff.json(Map.of("reason", "legal"))
                .post(REVIEW + "/indicators/" + UUID.randomUUID() + "/withdraw")
                .then()
                .statusCode(404);
    }

    @Test
    void aTrustedMembersListingIsACandidateUntilItIsDecidedOrWithdrawn() {
        ApiClient trusted = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        String kept = md5();
        String withdrawn = md5();
        String rejected = md5();
        send(trusted, ivory, "ad-1", kept);
        send(trusted, ivory, "ad-2", withdrawn);
        String listing = send(trusted, ivory, "ad-3", rejected);
        FeedCopy feed = feed("candidate");
        feed.holds(kept, "candidate");
        feed.holds(withdrawn, "candidate");
        feed.holds(rejected, "candidate");
        trusted.request()
                .delete("/api/v1/collections/" + ivory + "/listings/ad-2")
                .then()
                .statusCode(204);
        assertEquals("withdrawn", feed.left(withdrawn));
        decide(staff, listing, Map.of("decision", "reject")).then().statusCode(200);
        assertEquals("rejected", feed.left(rejected));
        String replacement = md5();
        send(trusted, ivory, "ad-1", replacement);
        feed.holds(replacement, "candidate");
        assertEquals("withdrawn", feed.left(kept));
    }
}
