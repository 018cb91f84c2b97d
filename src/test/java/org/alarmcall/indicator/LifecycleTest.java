package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
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
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        named.execute();
                        statement.setString(1, argument);
                        assertEquals(1, statement.executeUpdate());
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
