package org.alarmcall.feed;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;

/** A collection with a trusted member, a standard member and staff, and what they do in a line each. */
final class FeedPlay {

    final TestMembers members = TestMembers.here();
    final String collection = members.collection();
    final ApiClient trusted = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);
    final ApiClient standard = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    final ApiClient staff = members.staff();

    String path(String rest) {
        return "/api/v1/collections/" + collection + rest;
    }

    /** The listing's id. */
    String submit(ApiClient member, String reference, String... md5s) {
        return member.json(ListingBody.submission(reference, md5s))
                .post(path("/submissions"))
                .then()
                .statusCode(200)
                .extract()
                .path("results[0].listingId");
    }

    void approve(String listing) {
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200);
    }

    void withdraw(ApiClient member, String reference) {
        member.request().delete(path("/listings/" + reference)).then().statusCode(204);
    }

    Response pull(Map<String, ?> query) {
        return pull(standard.request(), query);
    }

    Response pull(RequestSpecification request, Map<String, ?> query) {
        Response response = request.queryParams(query).get(path("/feed"));
        response.then().statusCode(200);
        return response;
    }

    /** Waits until the feed has come so far. Staff read it: who has read is no second witness. */
    void awaitHead(long position) {
        Await.until(
                "head at " + position,
                Duration.ofSeconds(20),
                () -> pull(staff.request(), Map.of("limit", 1)).jsonPath().getLong("head") >= position);
    }

    /** {@code position op tier reason value} of each entry. */
    static List<String> lines(Response page) {
        return page.jsonPath().<Map<String, Object>>getList("entries").stream()
                .map(FeedPlay::line)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static String line(Map<String, Object> entry) {
        Map<String, Object> indicator = (Map<String, Object>) Objects.requireNonNull(entry.get("indicator"));
        return entry.get("position") + " " + entry.get("op") + " "
                + (entry.containsKey("reason") ? entry.get("reason") : indicator.get("tier")) + " "
                + indicator.get("value");
    }
}
