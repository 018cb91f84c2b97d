package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alarmcall.feed.Feed;
import org.alarmcall.indicator.Confirmations.Confirmation;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts as a witness of an indicator, and for how long. Staff read the feed, so that no member has by accident. */
@QuarkusTest
class WitnessTest {

    private static final Caller TEST = Caller.system("test");

    @Inject
    Database database;

    @Inject
    Feed feed;

    @Inject
    Members directory;

    @Inject
    TestConfirmations confirmations;

    private final TestMembers members = TestMembers.here();
    private String ivory;
    private ApiClient shop;
    private ApiClient rival;
    private ApiClient staff;
    private FeedCopy copy;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        rival = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        staff = members.staff();
        copy = new FeedCopy(staff, ivory, "reviewed");
    }

    @Test
    void aThousandIndicatorsThatAMemberPulledAndSentBackRaiseNoCount() {
        List<String> values = IntStream.range(0, 1_000).mapToObj(i -> md5()).toList();
        approveAll(lines(shop, ndjson(values.stream().map(value -> listing("ad-" + value, value))))
                .post(path(ivory)));
        Await.until(
                "all are published", Duration.ofSeconds(20), () -> pull(staff).getLong("head") == 1_000);

        assertEquals(1_000, pull(rival).getLong("next"));
        approveAll(lines(rival, ndjson(values.stream().map(value -> listing("mine-" + value, value))))
                .post(path(ivory)));
        awaitSequenced();

        JsonPath all = pull(staff);
        assertEquals(1_001, all.getLong("head"), "nothing but the fence was published");
        assertEquals(Set.of("reviewed"), Set.copyOf(all.getList("entries.indicator.tier")));
        assertEquals(Set.of(1), Set.copyOf(all.getList("entries.indicator.reporters")));
    }

    @Test
    void whoReportedItBeforePullingIsAWitnessAndStaysOne() {
        String value = md5();
        send(rival, "mine-1", value);
        approve(shop, "ad-1", value);
        assertEquals(2, copy.holds(value, "corroborated").get("reporters"));

        pull(rival);
        send(rival, "mine-2", value);
        awaitSequenced();
        assertEquals("corroborated", copy.holds(value).get("tier"));

        withdraw(rival, "mine-1");
        awaitSequenced();
        assertEquals("corroborated", copy.holds(value).get("tier"));
    }

    @Test
    void anEchoIsWashedNeitherByAnotherClientNorByAnotherListing() {
        String value = md5();
        approve(shop, "ad-1", value);
        copy.holds(value);
        ApiClient reader = members.client(rival.member(), List.of(), Scope.FEED_READ);
        reader.request()
                .get("/api/v1/collections/" + ivory + "/snapshot?tier=reviewed")
                .then()
                .statusCode(200);
        members.remove(reader);

        send(rival, "mine-1", value);
        awaitSequenced();
        assertEquals(1, copy.holds(value).get("reporters"));

        withdraw(rival, "mine-1");
        send(rival, "mine-2", value);
        approve(rival, "mine-3", value);
        awaitSequenced();
        assertEquals(
                "reviewed 1",
                copy.holds(value).get("tier") + " " + copy.holds(value).get("reporters"));
    }

    @Test
    void whoPulledAnotherCollectionIsAWitnessHere() {
        String value = md5();
        String wood = members.collection();
        members.grant(wood, rival.member(), Access.READ);
        rival.request().get("/api/v1/collections/" + wood + "/feed").then().statusCode(200);
        approve(shop, "ad-1", value);
        copy.holds(value);
        send(rival, "mine-1", value);
        assertEquals(2, copy.holds(value, "corroborated").get("reporters"));
    }

    @Test
    void aNearDuplicateOfWhatAMemberPulledIsAnEchoAndOfWhatItDidNotPullIsNone() {
        ApiClient third = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        String pulled = picture();
        approve(picture(shop, "ad-1", pulled));
        copy.holds(pulled);
        pull(rival);
        String near = flipped(pulled, 8);
        picture(rival, "mine-1", near);
        approve(picture(third, "theirs-1", near));
        awaitInFamily(pulled, near);
        awaitSequenced();
        assertEquals(
                "reviewed 1",
                copy.holds(near).get("tier") + " " + copy.holds(near).get("reporters"));

        String later = picture();
        String nearLater = flipped(later, 8);
        picture(rival, "mine-2", nearLater);
        approve(picture(third, "theirs-2", nearLater));
        approve(picture(shop, "ad-2", later));
        awaitInFamily(later, nearLater);
        assertEquals(2, copy.holds(nearLater, "corroborated").get("reporters"));
    }

    @Test
    void aFamilyThatTurnsOutOlderMakesEchoesOfItsMembers() {
        ApiClient third = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        String middle = picture();
        String old = flipped(middle, 31);
        String one = flippedBackwards(middle, 20);
        approve(picture(shop, "ad-1", old));
        copy.holds(old);
        pull(rival);
        picture(rival, "mine-1", one);
        approve(picture(third, "theirs-1", one));
        assertEquals(2, copy.holds(one, "corroborated").get("reporters"));

        approve(picture(shop, "ad-2", middle));
        awaitInFamily(old, one, middle);
        assertEquals(1, copy.holds(one, "reviewed").get("reporters"));
    }

    @Test
    void aWitnessRenewsTheLifeOfAnIndicatorAndAnEchoDoesNot() {
        String value = md5();
        approve(shop, "ad-1", value);
        Object fresh = expires(value);
        UUID id = id(value);
        pull(rival);
        send(rival, "mine-1", value);

        age("ad-1", "1 year");
        touch(id);
        Await.until("it expires sooner", Duration.ofSeconds(20), () -> !fresh.equals(expires(value)));
        Object aged = expires(value);
        send(rival, "mine-1", value);
        send(rival, "mine-2", value);
        awaitSequenced();
        assertEquals(aged, expires(value));

        send(shop, "ad-1", value);
        Await.until("it lives on", Duration.ofSeconds(20), () -> fresh.equals(expires(value)));
    }

    @Test
    void aWitnessOfLongAgoCountsNoMoreAndTheFeedSaysSoByItself() {
        String value = md5();
        send(rival, "mine-1", value);
        approve(shop, "ad-1", value);
        copy.holds(value, "corroborated");
        UUID id = id(value);
        age("mine-1", "1820 days");
        touch(id);
        Await.until("the witness is watched", Duration.ofSeconds(20), () -> changesBeforeItExpires(id));
        assertEquals("corroborated", copy.holds(value).get("tier"), "1820 of 1825 days");

        age("mine-1", "20 days");
        update("UPDATE feed_live SET changes_at = now() WHERE subject_id = ?", id);
        assertEquals(1, copy.holds(value, "reviewed").get("reporters"));

        send(rival, "mine-1", value);
        assertEquals(2, copy.holds(value, "corroborated").get("reporters"));
    }

    /** Nothing is published, and still the next look must move: at the old one the witness counts. */
    @Test
    void aWitnessThatSpeaksAgainIsWatchedAnew() {
        String value = md5();
        send(rival, "mine-1", value);
        approve(shop, "ad-1", value);
        copy.holds(value, "corroborated");
        UUID id = id(value);
        age("mine-1", "1 year");
        touch(id);
        Await.until("the older witness is watched", Duration.ofSeconds(20), () -> changesBeforeItExpires(id));
        int entries = copy.entries().size();

        send(rival, "mine-1", value);
        Await.until("it is watched anew", Duration.ofSeconds(20), () -> !changesBeforeItExpires(id));
        awaitSequenced();
        assertEquals(entries + 1, copy.entries().size(), "only what the test waited for");
    }

    @Test
    void aConfirmationCountsAsAReportDoesAndRenews() {
        String value = md5();
        approve(shop, "ad-1", value);
        copy.holds(value);
        UUID id = id(value);
        pull(rival);
        send(rival, "mine-1", value);
        age("ad-1", "1 year");
        touch(id);
        awaitSequenced();
        Object aged = expires(value);

        confirmations.given.put(id, List.of(new Confirmation(-1, Instant.now())));
        touch(id);
        assertEquals(2, copy.holds(value, "corroborated").get("reporters"));
        assertNotEquals(aged, expires(value));

        confirmations.given.put(id, List.of(new Confirmation(-1, Instant.now().minus(Duration.ofDays(2_000)))));
        touch(id);
        assertEquals(1, copy.holds(value, "reviewed").get("reporters"));
    }

    private JsonPath pull(ApiClient member) {
        Response page = member.request().get("/api/v1/collections/" + ivory + "/feed?limit=10000");
        page.then().statusCode(200);
        return page.jsonPath();
    }

    private String send(ApiClient member, String reference, String value) {
        return submit(member, ivory, listing(reference, value)).extract().path("results[0].listingId");
    }

    private void approve(ApiClient member, String reference, String value) {
        approve(send(member, reference, value));
    }

    private void approve(String listingId) {
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listingId + "/decision")
                .then()
                .statusCode(200);
    }

    private void approveAll(Response submitted) {
        String submission = submitted.then().statusCode(200).extract().path("submissionId");
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/submissions/" + submission + "/decision")
                .then()
                .statusCode(200);
    }

    private void withdraw(ApiClient member, String reference) {
        member.request()
                .delete("/api/v1/collections/" + ivory + "/listings/" + reference)
                .then()
                .statusCode(204);
    }

    /** Waits until what was done before is in the feed: touches are taken in their order. */
    private void awaitSequenced() {
        String fence = md5();
        approve(shop, TestMembers.name("fence"), fence);
        copy.holds(fence);
    }

    private String picture(ApiClient member, String reference, String pdq) {
        Map<String, Object> listing = new LinkedHashMap<>(listing(reference));
        listing.put("indicators", List.of(Map.of("type", "image_pdq", "value", pdq, "quality", 100)));
        return submit(member, ivory, listing).extract().path("results[0].listingId");
    }

    private static String picture() {
        byte[] hash = new byte[32];
        ThreadLocalRandom.current().nextBytes(hash);
        return HexFormat.of().formatHex(hash);
    }

    /** With so many bits flipped from its start on. */
    private static String flipped(String pdq, int bits) {
        byte[] hash = HexFormat.of().parseHex(pdq);
        IntStream.range(0, bits).forEach(bit -> hash[bit / 8] ^= (byte) (1 << bit % 8));
        return HexFormat.of().formatHex(hash);
    }

    /** With so many bits flipped from its end on. */
    private static String flippedBackwards(String pdq, int bits) {
        byte[] hash = HexFormat.of().parseHex(pdq);
        IntStream.range(0, bits).forEach(bit -> hash[31 - bit / 8] ^= (byte) (1 << bit % 8));
        return HexFormat.of().formatHex(hash);
    }

    private void awaitInFamily(String... values) {
        Await.until("they are in one family", Duration.ofSeconds(20), () -> {
            copy.pull(0);
            List<String> clusters = Stream.of(values)
                    .map(value -> String.valueOf(copy.holds(value).get("cluster")))
                    .distinct()
                    .toList();
            return clusters.size() == 1 && !clusters.get(0).equals("null");
        });
    }

    private UUID id(String value) {
        return UUID.fromString(String.valueOf(copy.holds(value).get("id")));
    }

    private Object expires(String value) {
        return copy.holds(value).getOrDefault("expires", "never");
    }

    private void touch(UUID indicator) {
        int collectionId = directory.visible(TEST, ivory).id();
        QuarkusTransaction.requiringNew()
                .run(() -> feed.touch(TEST, collectionId, IndicatorFeedSource.KIND, List.of(indicator)));
    }

    private void age(String reference, String interval) {
        int collectionId = directory.visible(TEST, ivory).id();
        update(
                "UPDATE listing SET sent_at = sent_at - interval '" + interval + "' WHERE collection_id = "
                        + collectionId + " AND reference = ?",
                reference);
    }

    private void update(String sql, Object argument) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        named.execute();
                        statement.setObject(1, argument);
                        assertEquals(1, statement.executeUpdate());
                    }
                }));
    }

    private boolean changesBeforeItExpires(UUID indicator) {
        return database.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT changes_at < expires_at FROM feed_live WHERE subject_id = ?")) {
                statement.setObject(1, indicator);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }
}
