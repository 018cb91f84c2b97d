package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;

/**
 * A collection with two standard members that report to it, and what they do in a line each. Staff read the feed, so that
 * no member has by accident.
 */
final class WitnessPlay {

    final TestMembers members = TestMembers.here();
    final String collection = members.collection();
    final ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    final ApiClient rival = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    final ApiClient staff = members.staff();
    final FeedCopy copy = new FeedCopy(staff, collection, "reviewed");

    JsonPath pull(ApiClient member) {
        Response page = member.request().get("/api/v1/collections/" + collection + "/feed?limit=10000");
        page.then().statusCode(200);
        return page.jsonPath();
    }

    String send(ApiClient member, String reference, String value) {
        return submit(member, collection, listing(reference, value)).extract().path("results[0].listingId");
    }

    void approve(ApiClient member, String reference, String value) {
        approve(send(member, reference, value));
    }

    void approve(String listingId) {
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listingId + "/decision")
                .then()
                .statusCode(200);
    }

    void approveAll(Response submitted) {
        String submission = submitted.then().statusCode(200).extract().path("submissionId");
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/submissions/" + submission + "/decision")
                .then()
                .statusCode(200);
    }

    void withdraw(ApiClient member, String reference) {
        member.request()
                .delete("/api/v1/collections/" + collection + "/listings/" + reference)
                .then()
                .statusCode(204);
    }

    /** Waits until what was done before is in the feed: touches are taken in their order. */
    void awaitSequenced() {
        String fence = md5();
        approve(shop, TestMembers.name("fence"), fence);
        copy.holds(fence);
    }
}
