package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members are warned before what they report leaves the feed. */
@QuarkusTest
class ExpiringTest {

    private static final Caller TEST = Caller.system("test");

    @Inject
    Database database;

    @Inject
    Members directory;

    private final TestMembers members = TestMembers.here();
    private String ivory;
    private ApiClient shop;
    private ApiClient rival;
    private ApiClient staff;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        rival = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        staff = members.staff();
    }

    @Test
    void aMemberSeesWhatItReportsAndHowToRenewIt() {
        String mine = md5();
        String echoed = md5();
        String fresh = md5();
        String theirs = md5();
        submit(shop, ivory, listing("ad-1", mine), listing("ad-2", mine), listing("ad-3", fresh));
        submit(rival, ivory, listing("theirs-1", echoed), listing("theirs-2", theirs));
        awaitLive(4);
        shop.request().get("/api/v1/collections/" + ivory + "/feed").then().statusCode(200);
        submit(shop, ivory, listing("ad-4", echoed));
        assertEquals(List.of(), expiring(shop, "").getList("items"));

        age("ad-1", "ad-2", "theirs-1", "theirs-2");
        awaitExpiring(3);

        shop.request()
                .get(path("?days=30"))
                .then()
                .statusCode(200)
                .body("next", equalTo(null))
                .body("items.value", containsInAnyOrder(mine, echoed))
                .body("items.find { it.value == '" + mine + "' }.type", equalTo("image_md5"))
                .body("items.find { it.value == '" + mine + "' }.listings", equalTo(2))
                .body("items.find { it.value == '" + mine + "' }.references", equalTo(List.of("ad-1", "ad-2")))
                .body("items.find { it.value == '" + mine + "' }.renewedBy", equalTo("listing"))
                .body("items.find { it.value == '" + echoed + "' }.references", equalTo(List.of("ad-4")))
                .body("items.find { it.value == '" + echoed + "' }.renewedBy", equalTo("confirmation"));
        assertEquals(List.of(), expiring(shop, "?days=1").getList("items"));

        submit(shop, ivory, listing("ad-2", mine));
        Await.until(
                "it lives on",
                Duration.ofSeconds(20),
                () -> expiring(shop, "?days=30").getList("items.value").equals(List.of(echoed)));
    }

    @Test
    void whatIsWithdrawnIsNoMatterAnyMore() {
        String value = md5();
        submit(shop, ivory, listing("ad-1", value));
        submit(rival, ivory, listing("theirs-1", value));
        awaitLive(1);
        age("ad-1", "theirs-1");
        awaitExpiring(1);
        shop.request()
                .delete("/api/v1/collections/" + ivory + "/listings/ad-1")
                .then()
                .statusCode(204);
        assertEquals(List.of(), expiring(shop, "?days=30").getList("items"));
        assertEquals(List.of(value), expiring(rival, "?days=30").getList("items.value"));
    }

    @Test
    void pagesFollowEachOther() {
        List<String> values = IntStream.range(0, 5).mapToObj(i -> md5()).toList();
        values.forEach(value -> submit(shop, ivory, listing("ad-" + value, value)));
        awaitLive(5);
        age(values.stream().map(value -> "ad-" + value).toArray(String[]::new));
        awaitExpiring(5);

        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = expiring(shop, "?days=30&limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
            found.addAll(page.getList("items.value"));
            next = page.getString("next");
        }
        assertEquals(values.stream().sorted().toList(), found.stream().sorted().toList());
    }

    @Test
    void whoMayNotReadTheFeedIsNotToldWhatItSays() {
        ApiClient writer = members.member(Trust.TRUSTED, ivory, Access.WRITE);
        writer.request().get(path("")).then().statusCode(403);
    }

    @Test
    void aWindowOrACursorThatIsNoneIsRefused() {
        shop.request().get(path("?days=0")).then().statusCode(422);
        shop.request().get(path("?days=367")).then().statusCode(422);
        shop.request()
                .get(path("?cursor=bm9uZQ"))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:alarmcall:problem:invalid-cursor"));
    }

    private String path(String query) {
        return "/api/v1/collections/" + ivory + "/expiring" + query;
    }

    private JsonPath expiring(ApiClient member, String query) {
        return member.request()
                .get(path(query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitLive(int count) {
        Await.until(
                count + " in the feed",
                Duration.ofSeconds(20),
                () -> staff.request()
                                .get("/api/v1/collections/" + ivory + "/feed")
                                .jsonPath()
                                .getInt("head")
                        >= count);
    }

    /** Waits until the feed says that so many leave within 30 days. */
    private void awaitExpiring(int count) {
        Instant end = Instant.now().plus(30, ChronoUnit.DAYS);
        Await.until(count + " expire", Duration.ofSeconds(20), () -> {
            List<Map<String, Object>> lines = staff.request()
                    .get("/api/v1/collections/" + ivory + "/feed")
                    .jsonPath()
                    .getList("entries.indicator");
            return lines.stream()
                            .filter(line -> Instant.parse(String.valueOf(line.get("expires")))
                                    .isBefore(end))
                            .count()
                    == count;
        });
    }

    /** Makes listings so old that what they report has less than three weeks to live. */
    private void age(String... references) {
        int collectionId = directory.visible(TEST, ivory).id();
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement aged = connection.prepareStatement("""
                                    UPDATE listing SET sent_at = sent_at - interval '1811 days'
                                    WHERE collection_id = ? AND reference = ANY(?)
                                    """);
                            PreparedStatement touched = connection.prepareStatement("""
                                    INSERT INTO feed_change (collection_id, kind, subject_id)
                                    SELECT collection_id, kind, subject_id FROM feed_live WHERE collection_id = ?
                                    """)) {
                        named.execute();
                        aged.setInt(1, collectionId);
                        aged.setArray(2, connection.createArrayOf("text", references));
                        assertEquals(references.length, aged.executeUpdate());
                        touched.setInt(1, collectionId);
                        touched.executeUpdate();
                    }
                }));
    }
}
