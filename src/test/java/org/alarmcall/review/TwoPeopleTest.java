package org.alarmcall.review;

import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.desk.Desk;
import org.alarmcall.desk.Person;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.QueueFilter;
import org.alarmcall.indicator.QueueOrder;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coalition in which two people must approve ivory. */
@QuarkusTest
@TestProfile(TwoPeopleTest.Rule.class)
class TwoPeopleTest {

    public static class Rule implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("alarmcall.review.two-people-categories", "ivory,rhino-horn");
        }
    }

    @Inject
    Desk desk;

    @Inject
    Decisions decisions;

    @Inject
    Members directory;

    private final TestMembers members = TestMembers.here();
    private String collection = "";
    private ApiClient shop;
    private ApiClient ana;
    private ApiClient ben;

    @BeforeEach
    void start() {
        collection = members.collection();
        shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        ana = members.staff();
        ben = members.staff();
    }

    @Test
    void theSecondPersonPublishes() {
        String md5 = TestListings.md5();
        String listing = send("a", "ivory", md5);
        approve(ana, listing, Map.of())
                .body("state", equalTo("pending"))
                .body("firstApproval.by", equalTo(ana.clientId()))
                .body("firstApproval.labels", nullValue());
        approve(ana, listing, Map.of()).body("state", equalTo("pending"));
        approve(ben, listing, Map.of())
                .body("state", equalTo("approved"))
                .body("firstApproval", nullValue())
                .body("decision.by", equalTo(ben.clientId()));
        new FeedCopy(shop, collection, "reviewed").holds(md5, "reviewed");
    }

    @Test
    void oneIsEnoughForOtherCategoriesAndForARejection() {
        approve(ana, send("b", "birds", TestListings.md5()), Map.of()).body("state", equalTo("approved"));
        decide(ana, send("c", "ivory", TestListings.md5()), Map.of("decision", "reject"))
                .body("state", equalTo("rejected"));
    }

    @Test
    void theSecondTakesTheFirstsLabelsOrBeginsAnew() {
        String listing = send("d", "ivory", TestListings.md5());
        Map<String, Object> asian = labels("Elephas maximus", "ivory");
        approve(ana, listing, Map.of("labels", asian)).body("firstApproval.labels", notNullValue());
        approve(ben, listing, Map.of("labels", labels("Loxodonta", "ivory")))
                .body("state", equalTo("pending"))
                .body("firstApproval.by", equalTo(ben.clientId()));
        approve(ana, listing, Map.of())
                .body("state", equalTo("approved"))
                .body("labels.taxon.scientificName", equalTo("Loxodonta"));
    }

    @Test
    void anotherCategoryIsNoWayAround() {
        String listing = send("e", "birds", TestListings.md5());
        approve(ana, listing, Map.of("labels", labels("Diceros bicornis", "rhino-horn")))
                .body("state", equalTo("pending"));
        String ivory = send("f", "ivory", TestListings.md5());
        approve(ana, ivory, Map.of("labels", labels("Loxodonta", "birds"))).body("state", equalTo("pending"));
    }

    @Test
    void anApprovalIsOfTheListingAsItWas() {
        String listing = send("g", "ivory", TestListings.md5());
        approve(ana, listing, Map.of());
        send("g", "ivory", TestListings.md5());
        approve(ben, listing, Map.of())
                .body("state", equalTo("pending"))
                .body("firstApproval.by", equalTo(ben.clientId()));
    }

    @Test
    void manyAtOnceNeedTwoToo() {
        String ivory = send("h", "ivory", TestListings.md5());
        String birds = send("i", "birds", TestListings.md5());
        Map<String, Object> both = Map.of(
                "decision",
                "approve",
                "listings",
                List.of(Map.of("listingId", ivory, "revision", 1), Map.of("listingId", birds, "revision", 1)));
        ana.json(both)
                .post("/api/v1/review/decisions")
                .then()
                .statusCode(200)
                .body("decided", equalTo(1))
                .body("results.status", contains("first_approval", "decided"));
        ben.json(both)
                .post("/api/v1/review/decisions")
                .then()
                .statusCode(200)
                .body("results.status", contains("decided", "already_decided"));
    }

    @Test
    void whoHasCorrectedIntoSuchACategoryIsNoSecondPerson() {
        String listing = send("k", "pangolin", TestListings.md5());
        Map<String, Object> ivory = labels("Loxodonta", "ivory");
        approve(ana, listing, Map.of("labels", ivory)).body("state", equalTo("pending"));
        for (int again = 0; again < 2; again++) {
            approve(ana, listing, Map.of())
                    .body("state", equalTo("pending"))
                    .body("firstApproval.labels.policyCategory", equalTo("ivory"));
        }
        approve(ben, listing, Map.of())
                .body("state", equalTo("approved"))
                .body("labels.policyCategory", equalTo("ivory"));
    }

    @Test
    void nobodyApprovesLabelsThatWereCorrectedAfterTheLook() {
        String listing = send("l", "ivory", TestListings.md5());
        approve(ben, listing, Map.of("labels", labels("Elephas maximus", "ivory"), "revision", 1))
                .body("revision", equalTo(2));
        ana.json(Map.of("decision", "approve", "revision", 1))
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(409);
        approve(ana, listing, Map.of("revision", 2)).body("state", equalTo("approved"));
    }

    @Test
    void aCorrectionWhoseAnswerWasLostIsSentAgainByItsAuthorOnly() {
        String listing = send("n", "ivory", TestListings.md5());
        Map<String, Object> asian = labels("Elephas maximus", "ivory");
        for (int again = 0; again < 3; again++) {
            approve(ana, listing, Map.of("labels", asian, "revision", 1))
                    .body("state", equalTo("pending"))
                    .body("revision", equalTo(2))
                    .body("firstApproval.by", equalTo(ana.clientId()));
        }
        approve(ana, listing, Map.of("labels", asian)).body("revision", equalTo(2));
        refused(ana, listing, Map.of("decision", "approve", "revision", 1));
        refused(ana, listing, Map.of("decision", "approve", "revision", 1, "labels", labels("Loxodonta", "ivory")));
        refused(ben, listing, Map.of("decision", "approve", "revision", 1, "labels", asian));
        approve(ben, listing, Map.of("revision", 2)).body("state", equalTo("approved"));
    }

    private static void refused(ApiClient client, String listing, Map<String, Object> body) {
        client.json(body)
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(409);
    }

    @Test
    void whatAnotherHasCorrectedIsNotApprovedTogether() {
        String listing = send("m", "ivory", TestListings.md5());
        String submission = approve(ben, listing, Map.of("labels", labels("Elephas maximus", "ivory")))
                .extract()
                .path("submissionId");
        ana.json(Map.of("decision", "approve"))
                .post("/api/v1/review/submissions/" + submission + "/decision")
                .then()
                .statusCode(200)
                .body("decided", equalTo(0));
        ana.json(Map.of("decision", "approve", "listings", List.of(Map.of("listingId", listing, "revision", 2))))
                .post("/api/v1/review/decisions")
                .then()
                .statusCode(200)
                .body("results.status", contains("changed"));
    }

    @Test
    void nobodyIsGivenWhatHeHasApprovedAlready() {
        UUID listing = UUID.fromString(send("j", "ivory", TestListings.md5()));
        Person eve = new Person("eve@example.org", "Eve");
        Caller caller = directory.staff(Caller.system("test"), eve.login(), StaffRole.REVIEWER);
        QueueFilter here = new QueueFilter(collection, null, null, null, null, null, QueueOrder.AGE);
        QueueRow given = desk.next(caller, eve, here, null);
        assertEquals(listing, given == null ? null : given.listingId());
        decisions.decide(caller, listing, Verdict.APPROVE, null, null, 1);
        desk.leave(caller, eve, List.of(listing));
        assertNull(desk.next(caller, eve, here, null));

        Person max = new Person("max@example.org", "Max");
        Caller second = directory.staff(Caller.system("test"), max.login(), StaffRole.REVIEWER);
        QueueRow his = desk.next(second, max, here, null);
        assertEquals(listing, his == null ? null : his.listingId());
    }

    private String send(String reference, String category, String md5) {
        Map<String, Object> listing = TestListings.listing(reference, md5);
        return submit(shop, collection, TestListings.with(listing, "labels", labels("Loxodonta africana", category)))
                .extract()
                .path("results[0].listingId");
    }

    private static Map<String, Object> labels(String taxon, String category) {
        return Map.of("taxon", Map.of("scientificName", taxon), "policyCategory", category);
    }

    private static ValidatableResponse approve(ApiClient staff, String listing, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("decision", "approve");
        return decide(staff, listing, body);
    }

    private static ValidatableResponse decide(ApiClient staff, String listing, Map<String, Object> body) {
        return staff.json(body)
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200);
    }
}
