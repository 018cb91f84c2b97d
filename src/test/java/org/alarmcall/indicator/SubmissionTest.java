package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.post;
import static org.alarmcall.testing.TestListings.submit;
import static org.alarmcall.testing.TestListings.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubmissionTest {

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
    }

    @Test
    void everyListingIsAnsweredInItsPlace() {
        String one = md5();
        String two = md5();
        submit(shop, ivory, listing("ad-1", one), listing("ad-2", two, one))
                .body("submissionId", notNullValue())
                .body("received", equalTo(2))
                .body("summary", equalTo(Map.of("created", 2, "corroborated", 0, "duplicate", 1, "rejected", 0)))
                .body("results.reference", contains("ad-1", "ad-2"))
                .body("results.status", contains("accepted", "accepted"))
                .body("results[1].listingId", notNullValue())
                .body("results[1].problem", nullValue())
                .body("results[1].indicators.value", contains(two, one))
                .body("results[1].indicators.status", contains("created", "duplicate"))
                .body("results[1].indicators.state", contains("pending", "pending"))
                .body("results[1].indicators.indicatorId", contains(nullValue(), nullValue()));
    }

    @Test
    void oneBadListingDoesNotSinkTheOthers() {
        String good = md5();
        submit(shop, ivory, with(listing("ad-1", md5()), "observedAt", "yesterday"), listing("ad-2", good, "not hex"))
                .body("summary", equalTo(Map.of("created", 1, "corroborated", 0, "duplicate", 0, "rejected", 2)))
                .body("results.status", contains("rejected", "accepted"))
                .body("results[0].listingId", nullValue())
                .body("results[0].problem.type", equalTo("urn:alarmcall:problem:invalid"))
                .body("results[0].problem.errors.pointer", contains("/listings/0/observedAt"))
                .body("results[1].indicators.status", contains("created", "rejected"))
                .body("results[1].indicators[1].problem.errors.pointer", contains("/listings/1/indicators/1/value"));
    }

    @Test
    void ndjsonIsReadLineByLine() {
        String body = ndjson(Stream.of(listing("ad-1", md5())))
                + "{\"reference\": \"ad-2\", broken\n"
                + ndjson(Stream.of(listing("ad-3", md5())));
        lines(shop, body)
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("received", equalTo(3))
                .body("results.line", contains(1, 2, 3))
                .body("results.status", contains("accepted", "rejected", "accepted"))
                .body("results[1].problem.errors.line", contains(2))
                .body("summary.rejected", equalTo(1));
    }

    @Test
    void csvRowsWithOneReferenceAreOneListing() {
        String one = md5();
        String two = md5();
        String head =
                "reference,observedAt,taxon,term,claimedSource,country,language,policyCategory,type,value,quality,note\n";
        String row = "ad-1,2026-11-20T09:30:00Z,Loxodonta africana,IVC,,IT,it,ivory,image_md5,%s,,Bangles\n";
        shop.request()
                .contentType("text/csv; charset=utf-8")
                .body((head + row + row).formatted(one, two))
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("received", equalTo(1))
                .body("results[0].indicators.value", contains(one, two));
        shop.request()
                .get("/api/v1/collections/" + ivory + "/listings?reference=ad-1")
                .then()
                .statusCode(200)
                .body("items.note", contains("Bangles"))
                .body("items[0].labels.taxon.scientificName", equalTo("Loxodonta africana"))
                .body(
                        "items[0].indicators.value.sort()",
                        equalTo(Stream.of(one, two).sorted().toList()));
    }

    @Test
    void manyChunksAreOneSubmission() {
        String body = ndjson(IntStream.range(0, 5_000).mapToObj(i -> listing("ad-" + i, md5())));
        String id = lines(shop, body)
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("received", equalTo(5_000))
                .body("summary.created", equalTo(5_000))
                .body("results", hasSize(5_000))
                .extract()
                .path("submissionId");
        shop.request()
                .get(path(ivory) + "/" + id + "?limit=2")
                .then()
                .statusCode(200)
                .body("received", equalTo(5_000))
                .body("items.reference", contains("ad-0", "ad-1"))
                .body("items.state", contains("pending", "pending"))
                .body("next", notNullValue());
    }

    @Test
    void aMemberCanNotHaveAFingerprintInMoreThanAThousandListings() {
        String same = md5();
        lines(shop, ndjson(IntStream.range(0, 1_001).mapToObj(i -> listing("ad-" + i, same))))
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("results[999].status", equalTo("accepted"))
                .body("results[1000].status", equalTo("rejected"))
                .body("results[1000].listingId", nullValue())
                .body("results[1000].problem.errors.pointer", contains("/indicators/0/value"))
                .body("summary", equalTo(Map.of("created", 1, "corroborated", 0, "duplicate", 999, "rejected", 1)));
        String other = md5();
        for (int i = 0; i < 2; i++) {
            submit(shop, ivory, listing("ad-more", same, other))
                    .body("results[0].status", equalTo("accepted"))
                    .body("results[0].indicators[0].status", equalTo("rejected"))
                    .body(
                            "results[0].indicators[0].problem.errors.pointer",
                            contains("/listings/0/indicators/0/value"));
        }
        submit(shop, ivory, listing("ad-7", same, md5())).body("summary.rejected", equalTo(0));
        submit(shop, ivory, listing("ad-7", md5())).body("summary.created", equalTo(1));
        submit(shop, ivory, listing("ad-new", same)).body("summary.rejected", equalTo(0));
        submit(members.member(Trust.STANDARD, ivory, Access.READ_WRITE), ivory, listing("ad-1", same))
                .body("summary.created", equalTo(1));
    }

    @Test
    void aReferenceSentAgainReplacesTheListing() {
        String kept = md5();
        String dropped = md5();
        String added = md5();
        String id =
                submit(shop, ivory, listing("ad-1", kept, dropped)).extract().path("results[0].listingId");
        submit(shop, ivory, listing("ad-1", kept, added))
                .body("results[0].listingId", equalTo(id))
                .body("results[0].indicators.status", contains("duplicate", "created"));
        shop.request()
                .get("/api/v1/collections/" + ivory + "/listings")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body(
                        "items[0].indicators.value.sort()",
                        equalTo(Stream.of(kept, added).sorted().toList()));
        // What the listing no longer has, the member no longer reports.
        submit(shop, ivory, listing("ad-2", dropped)).body("results[0].indicators.status", contains("created"));
    }

    @Test
    void aWithdrawnListingIsNoReportAndComesBackWhenItIsSentAgain() {
        String value = md5();
        submit(shop, ivory, listing("ad/1 ä", value));
        String listingPath = "/api/v1/collections/" + ivory + "/listings/ad%2F1%20%C3%A4";
        shop.request().urlEncodingEnabled(false).delete(listingPath).then().statusCode(204);
        shop.request().urlEncodingEnabled(false).delete(listingPath).then().statusCode(204);
        shop.request()
                .get("/api/v1/collections/" + ivory + "/listings?state=withdrawn")
                .then()
                .statusCode(200)
                .body("items.reference", contains("ad/1 ä"));
        submit(shop, ivory, listing("ad/1 ä", value))
                .body("results[0].indicators.status", contains("created"))
                .body("results[0].indicators.state", contains("pending"));
    }

    @Test
    void aRivalsUnpublishedIndicatorIsAnsweredLikeAFreshOne() {
        String rivals = md5();
        ApiClient rival = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        submit(rival, ivory, listing("ad-1", rivals));
        String fresh = md5();
        String known = post(shop, ivory, listing("x", rivals)).asString();
        String unknown = post(shop, ivory, listing("y", fresh)).asString();
        String ids = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        assertEquals(
                known.replaceAll(ids, "id").replace(rivals, "value").replace("\"x\"", "\"r\""),
                unknown.replaceAll(ids, "id").replace(fresh, "value").replace("\"y\"", "\"r\""));
    }

    @Test
    void nobodySeesWhatOthersSent() {
        String id = submit(shop, ivory, listing("ad-1", md5())).extract().path("submissionId");
        ApiClient rival = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        String base = "/api/v1/collections/" + ivory;
        rival.request().get(base + "/listings").then().statusCode(200).body("items", hasSize(0));
        String other = rival.request()
                .get(base + "/submissions/" + id)
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String nothing = rival.request()
                .get(base + "/submissions/" + java.util.UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(nothing, other);
        rival.request().delete(base + "/listings/ad-1").then().statusCode(404);
        shop.request().get(base + "/listings").then().body("items.state", contains("pending"));
    }

    @Test
    void whoMayNotIsRefused() {
        String body = "{\"listings\": []}";
        ApiClient.anonymous()
                .contentType("application/json")
                .body(body)
                .post(path(ivory))
                .then()
                .statusCode(401);
        shop.with(Scope.FEED_READ).json(body).post(path(ivory)).then().statusCode(403);
        members.member(Trust.TRUSTED, ivory, Access.READ)
                .json(body)
                .post(path(ivory))
                .then()
                .statusCode(403);
        ApiClient stranger = members.member(Trust.TRUSTED, members.collection(), Access.READ_WRITE);
        String hidden = stranger.json(body)
                .post(path(ivory))
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String missing = stranger.json(body)
                .post(path("no-such"))
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(missing, hidden);
    }

    @Test
    void theSameKeyReplaysTheFirstAnswerByteForByte() {
        Map<String, Object> body = Map.of("listings", List.of(listing("ad-1", md5())));
        String first = shop.json(body)
                .header("Idempotency-Key", "k-1")
                .post(path(ivory))
                .asString();
        String again = shop.json(body)
                .header("Idempotency-Key", "k-1")
                .post(path(ivory))
                .asString();
        assertEquals(first, again);
        assertNotEquals(
                first,
                shop.json(body)
                        .header("Idempotency-Key", "k-2")
                        .post(path(ivory))
                        .asString());
        shop.json(Map.of("listings", List.of(listing("ad-1", md5()))))
                .header("Idempotency-Key", "k-1")
                .post(path(ivory))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:alarmcall:problem:idempotency-key-reused"));
        ApiClient rival = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        rival.json(Map.of("listings", List.of(listing("ad-1", md5()))))
                .header("Idempotency-Key", "k-1")
                .post(path(ivory))
                .then()
                .statusCode(200);
    }

    @Test
    void aRefusedRequestDoesNotKeepItsKey() {
        shop.request()
                .contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .body("{\"listings\": [")
                .post(path(ivory))
                .then()
                .statusCode(400);
        shop.json(Map.of("listings", List.of(listing("ad-1", md5()))))
                .header("Idempotency-Key", "k-1")
                .post(path(ivory))
                .then()
                .statusCode(200);
        shop.json(Map.of("listings", List.of(listing("ad-1", md5()))))
                .header("Idempotency-Key", "k".repeat(201))
                .post(path(ivory))
                .then()
                .statusCode(422);
    }

    @Test
    void onlyTheThreeMediaTypesAreTaken() {
        shop.request()
                .contentType("text/plain")
                .body("x")
                .post(path(ivory))
                .then()
                .statusCode(415)
                .body(
                        "detail",
                        containsString("application/json, and listings also as application/x-ndjson and text/csv"));
        shop.request()
                .header("Content-Type", "text/csv; charset=utf-16")
                .body("x")
                .post(path(ivory))
                .then()
                .statusCode(415);
    }

    @Test
    void filtersAndCursorsAreChecked() {
        String listings = "/api/v1/collections/" + ivory + "/listings";
        shop.request().get(listings + "?state=maybe").then().statusCode(422).body("errors.pointer", hasItem("/state"));
        shop.request().get(listings + "?cursor=nonsense").then().statusCode(400);
        shop.request().get(listings + "?reference=a%00b").then().statusCode(200).body("items", hasSize(0));
        submit(shop, ivory, listing("b", md5()), listing("a", md5()), listing("c", md5()));
        String next = shop.request()
                .get(listings + "?limit=2")
                .then()
                .statusCode(200)
                .body("items.reference", contains("a", "b"))
                .extract()
                .path("next");
        shop.request()
                .get(listings + "?limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.reference", contains("c"))
                .body("next", nullValue());
    }
}
