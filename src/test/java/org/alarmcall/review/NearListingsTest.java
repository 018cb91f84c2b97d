package org.alarmcall.review;

import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.Tlsh;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pending listings that are near to each other, and one decision for all of them. */
@QuarkusTest
class NearListingsTest {

    private static final String REVIEW = "/api/v1/review";

    private static final String OFFER =
            "For sale: two bangles of old ivory, about sixty years old, from my grandmother's "
                    + "estate in good condition. They were carved by hand and show elephants and flowers. Please ask for more "
                    + "pictures and for the weight. I send them to every country in a plain box, payment before shipping.";

    private static final String OTHER =
            "Wanted: a used motorcycle, any make, not older than ten years, with at most forty "
                    + "thousand kilometres. I pay in cash and can come to you at the weekend. Write to me with the price, the "
                    + "year, the number of owners before you and whether the brakes were changed. No dealers!";

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

    @Test
    void whatIsNearStandsBesideTheListingAndIsDecidedWithIt() {
        String bangles = TestPictures.pdq();
        String first = send(shop, ivory, "a", bangles);
        String near = send(search, ivory, "b", TestPictures.near(bangles, 31), TestPictures.pdq());
        String nearer = send(search, ivory, "c", TestPictures.near(bangles, 4));
        String beyond = send(search, ivory, "d", TestPictures.near(bangles, 32));
        String elsewhere = members.collection();
        send(members.member(Trust.STANDARD, elsewhere, Access.READ_WRITE), elsewhere, "e", bangles);

        JsonPath item = awaitNear(first, 2);
        assertEquals(List.of(nearer, near), item.getList("near.listingId"));
        assertEquals(List.of(4, 31), item.getList("near.distance"));

        List<Map<String, Object>> seen = new ArrayList<>(item.getList("near"));
        seen.replaceAll(one -> Map.of("listingId", one.get("listingId"), "revision", one.get("revision")));
        seen.add(Map.of("listingId", first, "revision", item.getInt("revision")));
        staff.json(Map.of("decision", "approve", "listings", seen))
                .post(REVIEW + "/decisions")
                .then()
                .statusCode(200)
                .body("decided", equalTo(3))
                .body("results.status", contains("decided", "decided", "decided"))
                .body("results.listingId", contains(nearer, near, first));
        new FeedCopy(shop, ivory, "reviewed").holds(bangles, "reviewed");
        staff.request()
                .get(REVIEW + "/queue?collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(beyond))
                .body("items[0].near", hasSize(0));
    }

    @Test
    void textsAreNearToo() {
        Fingerprint text = tlsh(OFFER);
        Fingerprint reworded = tlsh(OFFER.replace("two bangles", "three bangles"));
        Fingerprint other = tlsh(OTHER);
        int distance = Tlsh.distance(text, reworded);
        assertTrue(distance > 0 && distance <= 30, "reworded: " + distance);
        assertTrue(Tlsh.distance(text, other) > 30, "other: " + Tlsh.distance(text, other));

        String first = sendText(shop, "a", text);
        String near = sendText(search, "b", reworded);
        sendText(search, "c", other);
        JsonPath item = awaitNear(first, 1);
        assertEquals(List.of(near), item.getList("near.listingId"));
        assertEquals(List.of(distance), item.getList("near.distance"));
    }

    @Test
    void aTextCountsBesideManyPictures() {
        Fingerprint text = tlsh(OFFER);
        Map<String, Object> listing = TestPictures.listing(
                "a", Stream.generate(TestPictures::pdq).limit(20).toArray(String[]::new));
        List<Object> indicators = new ArrayList<>((List<?>) listing.get("indicators"));
        indicators.add(indicator(text));
        String first = sendAny(shop, TestListings.with(listing, "indicators", indicators));
        String near = sendText(search, "b", text);
        assertEquals(List.of(near), awaitNear(first, 1).getList("near.listingId"));
    }

    @Test
    void whatIsNoMoreAsItWasSeenIsLeftAndNamed() {
        String decided = send(shop, ivory, "decided", TestPictures.pdq());
        String changed = send(shop, ivory, "changed", TestPictures.pdq());
        String withdrawn = send(shop, ivory, "withdrawn", TestPictures.pdq());
        String good = send(shop, ivory, "good", TestPictures.pdq());
        String unknown = UUID.randomUUID().toString();
        staff.json(Map.of("decision", "reject"))
                .post(REVIEW + "/listings/" + decided + "/decision")
                .then()
                .statusCode(200);
        send(shop, ivory, "changed", TestPictures.pdq());
        shop.request()
                .delete("/api/v1/collections/" + ivory + "/listings/withdrawn")
                .then()
                .statusCode(204);

        staff.json(Map.of(
                        "decision",
                        "approve",
                        "listings",
                        List.of(seen(decided), seen(changed), seen(withdrawn), seen(good), seen(unknown))))
                .post(REVIEW + "/decisions")
                .then()
                .statusCode(200)
                .body("decided", equalTo(1))
                .body("results.status", contains("already_decided", "changed", "withdrawn", "decided", "not_found"));
        members.admin()
                .request()
                .get("/api/v1/audit?subject=" + good)
                .then()
                .statusCode(200)
                .body("items[0].action", equalTo("listing.approve"))
                .body("items[0].details.together", equalTo(1));
        staff.json(Map.of("decision", "approve", "listings", List.of(seen(good), seen(good))))
                .post(REVIEW + "/decisions")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/listings/1/listingId"));
        staff.json(Map.of("decision", "return", "listings", List.of(seen(changed))))
                .post(REVIEW + "/decisions")
                .then()
                .statusCode(422);
    }

    private static Map<String, Object> seen(String listing) {
        return Map.of("listingId", listing, "revision", 1);
    }

    /** What was just sent is not seen at once. */
    private JsonPath awaitNear(String listing, int count) {
        JsonPath[] seen = new JsonPath[1];
        Await.until("near listings of " + listing, Duration.ofSeconds(30), () -> {
            seen[0] = staff.request()
                    .get(REVIEW + "/listings/" + listing)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            return seen[0].getList("near").size() == count;
        });
        return seen[0];
    }

    private static String send(ApiClient member, String collection, String reference, String... pdqs) {
        return submit(member, collection, TestPictures.listing(reference, pdqs))
                .extract()
                .path("results[0].listingId");
    }

    private String sendText(ApiClient member, String reference, Fingerprint text) {
        return sendAny(
                member, TestListings.with(TestListings.listing(reference), "indicators", List.of(indicator(text))));
    }

    private String sendAny(ApiClient member, Map<String, Object> listing) {
        return submit(member, ivory, listing).extract().path("results[0].listingId");
    }

    private static Map<String, Object> indicator(Fingerprint text) {
        return Map.of("type", text.type().wire(), "value", text.canonical());
    }

    private static Fingerprint tlsh(String text) {
        return Objects.requireNonNull(Tlsh.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
