package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** What time does: the tests make rows older. */
@QuarkusTest
class LifecycleTest {

    private static final Caller TEST = Caller.system("test");

    @Inject
    Database database;

    @Inject
    Feed feed;

    @Inject
    Members directory;

    @Inject
    IdempotencyKeys keys;

    private final TestMembers members = TestMembers.here();

    private void update(String sql, String argument) {
        update(sql, argument, 1);
    }

    private void update(String sql, Object argument, int rows) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        named.execute();
                        statement.setObject(1, argument);
                        assertEquals(rows, statement.executeUpdate());
                    }
                }));
    }

    @Test
    void anIndicatorThatIsNotReportedForItsLifetimeExpiresAndANewReportBringsItBack() {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        String value = md5();
        String reference = TestMembers.name("ad");
        submit(shop, ivory, listing(reference, value));
        FeedCopy copy = new FeedCopy(shop, ivory, "candidate");
        UUID id = UUID.fromString((String) copy.holds(value).get("id"));

        update("UPDATE listing SET sent_at = sent_at - interval '6 years' WHERE reference = ?", reference);
        int collectionId = directory.visible(TEST, ivory).id();
        QuarkusTransaction.requiringNew().run(() -> feed.touch(TEST, collectionId, "indicator", List.of(id)));
        assertEquals("expired", copy.left(value));

        submit(shop, ivory, listing(reference, value));
        assertEquals(id.toString(), copy.holds(value).get("id"));
    }

    /** More than one batch of the look for what has expired. */
    @Test
    void whatExpiresAtOnceLeavesTheFeedByItself() {
        int count = 10_500;
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        lines(shop, ndjson(IntStream.range(0, count).mapToObj(i -> listing("ad-" + i, md5()))))
                .post(path(ivory))
                .then()
                .statusCode(200);
        String manifest = "/api/v1/collections/" + ivory + "/manifest";
        awaitCount(shop, manifest, count);

        int collectionId = directory.visible(TEST, ivory).id();
        update(
                "UPDATE listing SET sent_at = sent_at - interval '6 years' WHERE collection_id = ?",
                collectionId,
                count);
        update("UPDATE feed_live SET changes_at = now() WHERE collection_id = ?", collectionId, count);
        awaitCount(shop, manifest, 0);
        shop.request()
                .get("/api/v1/collections/" + ivory + "/feed?after=" + (2 * count - 1))
                .then()
                .statusCode(200)
                .body("head", equalTo(2 * count))
                .body("entries[0].reason", equalTo("expired"));
    }

    private static void awaitCount(ApiClient reader, String manifest, int count) {
        Await.until(count + " in the feed", Duration.ofSeconds(60), () -> {
            List<Integer> counts = reader.request()
                    .get(manifest)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.count");
            return counts.stream().mapToInt(Integer::intValue).sum() == count;
        });
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        String key = TestMembers.name("key");
        for (int day = 0; day < 2; day++) {
            shop.json(Map.of("listings", List.of(listing("ad-1", md5()))))
                    .header("Idempotency-Key", key)
                    .post(path(ivory))
                    .then()
                    .statusCode(200);
            update("UPDATE idempotency_key SET created_at = created_at - interval '25 hours' WHERE key = ?", key);
            keys.purge(TEST);
        }
    }
}
