package org.alarmcall.lookup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LookupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestMembers members;
    private String collection;
    private ApiClient trusted;
    private ApiClient reader;
    private FeedCopy copy;

    @BeforeEach
    void aCollectionWithATrustedMember() {
        members = TestMembers.here();
        collection = members.collection();
        trusted = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);
        reader = members.member(Trust.STANDARD, collection, Access.READ);
        copy = new FeedCopy(reader, collection, "candidate");
    }

    @Test
    void whatIsInTheFeedIsFoundAsPublishedAndWhatIsNotIsNot() {
        String live = TestListings.md5();
        publish(trusted, "ad-1", "image_md5", live);

        lookup(query("image_md5", live), query("image_md5", TestListings.md5()), query("video_md5", live))
                .then()
                .statusCode(200)
                .body("results[0].matches", equalTo(List.of(Map.of("indicator", copy.holds(live), "distance", 0))))
                .body("results[1].matches", equalTo(List.of()))
                .body("results[2].matches", equalTo(List.of()))
                .body("results[0]", not(hasKey("truncated")));
    }

    @Test
    void picturesAreFoundToThirtyOneBitsNearestFirst() {
        byte[] picture = random(32);
        publish(trusted, "ad-0", "image_pdq", hex(picture));
        publish(trusted, "ad-31", "image_pdq", hex(flipped(picture, 31)));
        publish(trusted, "ad-32", "image_pdq", hex(flipped(picture, 32)));
        publish(trusted, "ad-7", "image_pdq", hex(flipped(picture, 7)));

        awaitMatches(3, query("image_pdq", hex(picture)));
        Await.until(
                "its family is published",
                PATIENCE,
                () -> copy.pull(0).holds(hex(flipped(picture, 7))).get("cluster") != null);
        lookup(query("image_pdq", hex(picture)))
                .then()
                .body("results[0].matches.distance", contains(0, 7, 31))
                .body("results[0].matches[1].indicator", equalTo(copy.holds(hex(flipped(picture, 7)))));
        lookup(query("image_pdq", hex(picture), 7), query("image_pdq", hex(picture), 0))
                .then()
                .body("results[0].matches.distance", contains(0, 7))
                .body("results[1].matches.distance", contains(0));
    }

    @Test
    void textsAreFoundByTlshsOwnDistance() {
        byte[] digest = random(35);
        Fingerprint text = Fingerprint.of(FingerprintType.TEXT_TLSH, digest);
        for (int at = 20; at < 32; at++) {
            digest[at] ^= 1;
        }
        Fingerprint reworded = Fingerprint.of(FingerprintType.TEXT_TLSH, digest);
        int distance = Tlsh.distance(text, reworded);
        publish(trusted, "ad-1", "text_tlsh", reworded.canonical());

        awaitMatches(1, query("text_tlsh", text.canonical(), 70));
        lookup(
                        query("text_tlsh", text.canonical(), distance),
                        query("text_tlsh", text.canonical(), distance - 1),
                        query("text_tlsh", reworded.canonical()))
                .then()
                .body("results.matches.distance", equalTo(List.of(List.of(distance), List.of(), List.of(0))));
    }

    @Test
    void aQueryOfManyHasFewerMatchesAndSaysThatThereAreMore() {
        byte[] picture = random(32);
        for (int i = 0; i < 12; i++) {
            publish(trusted, "ad-" + i, "image_pdq", hex(flipped(picture, i)));
        }
        awaitMatches(12, query("image_pdq", hex(picture)));

        Response answer = lookup(Collections.nCopies(1_000, query("image_pdq", hex(picture))));
        answer.then()
                .statusCode(200)
                .body("results.size()", equalTo(1_000))
                .body("results[999].truncated", equalTo(true))
                .body("results[999].matches.distance", contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    @Test
    void whatIsWithdrawnLeavesLookups() {
        byte[] picture = random(32);
        String md5 = TestListings.md5();
        publish(trusted, "near", "image_pdq", hex(picture));
        publish(trusted, "exact", "image_md5", md5);
        awaitMatches(1, query("image_pdq", hex(flipped(picture, 9))));

        for (String reference : List.of("near", "exact")) {
            trusted.request().delete(path("/listings/" + reference)).then().statusCode(204);
        }
        copy.left(hex(picture));
        copy.left(md5);
        lookup(query("image_pdq", hex(flipped(picture, 9))), query("image_pdq", hex(picture)), query("image_md5", md5))
                .then()
                .body("results.matches", equalTo(List.of(List.of(), List.of(), List.of())));
        assertEquals("", range("image_md5", md5.substring(0, 5)).asString());
    }

    @Test
    void aRivalsUnpublishedIndicatorChangesNoAnswer() {
        ApiClient rival = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        byte[] picture = random(32);
        String md5 = TestListings.md5();
        List<Map<String, Object>> questions = List.of(
                query("image_pdq", hex(picture)),
                query("image_pdq", hex(flipped(picture, 3))),
                query("image_md5", md5));
        Await.until(
                "the index is in step with the new feed",
                PATIENCE,
                () -> lookup(questions).statusCode() == 200);
        String before = lookup(questions).asString();
        Response rangeBefore = range("image_md5", md5.substring(0, 5));

        submit(rival, "ad-1", "image_pdq", hex(picture));
        submit(rival, "ad-2", "image_md5", md5);
        publish(trusted, "later", "image_md5", TestListings.md5()); // what came before it has been looked at, too
        assertEquals(before, lookup(questions).asString());
        assertEquals(
                rangeBefore.asString(), range("image_md5", md5.substring(0, 5)).asString());
    }

    /** So a client finds out whether it may look up here, before it has anything to look up. */
    @Test
    void noQueriesHaveNoResultsAndAreRefusedAsAnyAre() {
        lookup(List.of()).then().statusCode(200).body("results", hasSize(0));
        reader.json(Map.of("queries", List.of()))
                .post("/api/v1/collections/nowhere/lookup")
                .then()
                .statusCode(404);
    }

    @Test
    void eachBadQueryIsNamedAndTheRequestIsRefused() {
        lookup(
                        query("image_pqd", "00"),
                        query("image_md5", "xyz"),
                        query("image_md5", TestListings.md5(), 1),
                        query("image_pdq", "00".repeat(32), 32),
                        query("image_pdq", "00".repeat(32), 31))
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/queries/0/type",
                                "/queries/1/value",
                                "/queries/2/maxDistance",
                                "/queries/3/maxDistance"));
        lookup(Collections.nCopies(1_001, query("image_md5", TestListings.md5())))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/queries"));
        range("image_md5", "0123").then().statusCode(422).body("detail", containsString("prefix"));
        range("image_pqd", "01234").then().statusCode(422).body("detail", containsString("image_pdq"));
    }

    @Test
    void aRangeHasTheRestOfEachValueWithItsTier() {
        String prefix = TestListings.md5().substring(0, 5);
        String first = prefix + "0" + TestListings.md5().substring(6);
        String second = prefix + "f" + TestListings.md5().substring(6);
        publish(trusted, "ad-2", "image_md5", second);
        publish(trusted, "ad-1", "image_md5", first);

        range("image_md5", prefix.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(equalTo(first.substring(5) + ":candidate\n" + second.substring(5) + ":candidate\n"));
        range("video_md5", prefix).then().statusCode(200).body(equalTo(""));
    }

    @Test
    void paddingHidesHowManyThereAre() {
        String value = TestListings.md5();
        publish(trusted, "ad-1", "image_md5", value);

        String found = padded("image_md5", value.substring(0, 5));
        String none = padded("image_md5", value.startsWith("0") ? "fffff" : "00000");
        assertEquals(none.length(), found.length());
        assertEquals(100, found.lines().count());
        assertEquals(found.lines().sorted().toList(), found.lines().toList());
        assertEquals(
                List.of(value.substring(5) + ":candidate"),
                found.lines().filter(line -> !line.contains(":decoy")).toList());
        assertTrue(found.lines().allMatch(line -> line.indexOf(':') == 27), found);
    }

    @Test
    void aRangeIsCachedUntilTheFeedMoves() {
        String value = TestListings.md5();
        publish(trusted, "ad-1", "image_md5", value);
        Response first = range("image_md5", value.substring(0, 5));
        first.then().header("Cache-Control", containsString("private"));
        String tag = first.header("ETag");

        reader.request()
                .header("If-None-Match", tag)
                .get(path("/lookup/image_md5/" + value.substring(0, 5)))
                .then()
                .statusCode(304);
        publish(trusted, "ad-2", "image_md5", TestListings.md5());
        Response second =
                reader.request().header("If-None-Match", tag).get(path("/lookup/image_md5/" + value.substring(0, 5)));
        second.then().statusCode(200).body(equalTo(first.asString()));
        assertNotEquals(tag, second.header("ETag"));
    }

    private void awaitMatches(int count, Map<String, Object> query) {
        Await.until("the index has " + count, PATIENCE, () -> matches(query).size() == count);
    }

    /** None while the node says that it is not yet in step with a new feed. */
    private List<Object> matches(Map<String, Object> query) {
        Response answer = lookup(query);
        return answer.statusCode() == 503 ? List.of() : answer.jsonPath().getList("results[0].matches");
    }

    @SafeVarargs
    private Response lookup(Map<String, Object>... queries) {
        return lookup(List.of(queries));
    }

    private Response lookup(List<Map<String, Object>> queries) {
        return reader.json(Map.of("queries", queries)).post(path("/lookup"));
    }

    private Response range(String type, String prefix) {
        return reader.request().get(path("/lookup/" + type + "/" + prefix));
    }

    private String padded(String type, String prefix) {
        return reader.request()
                .header("Add-Padding", "true")
                .get(path("/lookup/" + type + "/" + prefix))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Map<String, Object> query(String type, String value) {
        return Map.of("type", type, "value", value);
    }

    private static Map<String, Object> query(String type, String value, int maxDistance) {
        return Map.of("type", type, "value", value, "maxDistance", maxDistance);
    }

    private void publish(ApiClient member, String reference, String type, String value) {
        submit(member, reference, type, value);
        copy.holds(value);
    }

    private void submit(ApiClient member, String reference, String type, String value) {
        Map<String, Object> indicator = type.equals("image_pdq")
                ? Map.of("type", type, "value", value, "quality", 90)
                : Map.of("type", type, "value", value);
        TestListings.submit(
                member,
                collection,
                TestListings.with(TestListings.listing(reference), "indicators", List.of(indicator)));
    }

    private String path(String rest) {
        return "/api/v1/collections/" + collection + rest;
    }

    private static byte[] random(int bytes) {
        byte[] value = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(value);
        return value;
    }

    /** The value with its first so many bits changed. */
    private static byte[] flipped(byte[] value, int bits) {
        byte[] changed = value.clone();
        for (int bit = 0; bit < bits; bit++) {
            changed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return changed;
    }

    private static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }
}
