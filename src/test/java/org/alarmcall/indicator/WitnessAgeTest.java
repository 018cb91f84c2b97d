package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.md5;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.indicator.Confirmations.Confirmation;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a witness counts, and what renews the life of an indicator. */
@QuarkusTest
class WitnessAgeTest {

    private static final Caller TEST = Caller.system("test");

    @Inject
    Database database;

    @Inject
    Feed feed;

    @Inject
    Members directory;

    @Inject
    TestConfirmations confirmations;

    private WitnessPlay play;

    @BeforeEach
    void start() {
        play = new WitnessPlay();
    }

    @Test
    void aWitnessRenewsTheLifeOfAnIndicatorAndAnEchoDoesNot() {
        String value = md5();
        play.approve(play.shop, "ad-1", value);
        String fresh = expires(value);
        UUID id = id(value);
        play.pull(play.rival);
        play.send(play.rival, "mine-1", value);

        age("ad-1", "1 year");
        touch(id);
        Await.until("it expires sooner", Duration.ofSeconds(20), () -> !fresh.equals(expires(value)));
        Object aged = expires(value);
        play.send(play.rival, "mine-1", value);
        play.send(play.rival, "mine-2", value);
        play.awaitSequenced();
        assertEquals(aged, expires(value));

        play.send(play.shop, "ad-1", value);
        Await.until("it lives on", Duration.ofSeconds(20), () -> expires(value).compareTo(fresh) >= 0);
    }

    @Test
    void aWitnessOfLongAgoCountsNoMoreAndTheFeedSaysSoByItself() {
        String value = md5();
        play.send(play.rival, "mine-1", value);
        play.approve(play.shop, "ad-1", value);
        play.copy.holds(value, "corroborated");
        UUID id = id(value);
        age("mine-1", "1820 days");
        touch(id);
        Await.until("the witness is watched", Duration.ofSeconds(20), () -> changesBeforeItExpires(id));
        assertEquals("corroborated", play.copy.holds(value).get("tier"), "1820 of 1825 days");

        age("mine-1", "20 days");
        update("UPDATE feed_live SET changes_at = now() WHERE subject_id = ?", id);
        assertEquals(1, play.copy.holds(value, "reviewed").get("reporters"));

        play.send(play.rival, "mine-1", value);
        assertEquals(2, play.copy.holds(value, "corroborated").get("reporters"));
    }

    /** Nothing is published, and still the next look must move: at the old one the witness counts. */
    @Test
    void aWitnessThatSpeaksAgainIsWatchedAnew() {
        String value = md5();
        play.send(play.rival, "mine-1", value);
        play.approve(play.shop, "ad-1", value);
        play.copy.holds(value, "corroborated");
        UUID id = id(value);
        age("mine-1", "1 year");
        touch(id);
        Await.until("the older witness is watched", Duration.ofSeconds(20), () -> changesBeforeItExpires(id));
        int entries = play.copy.entries().size();

        play.send(play.rival, "mine-1", value);
        Await.until("it is watched anew", Duration.ofSeconds(20), () -> !changesBeforeItExpires(id));
        play.awaitSequenced();
        assertEquals(entries + 1, play.copy.entries().size(), "only what the test waited for");
    }

    @Test
    void aConfirmationCountsAsAReportDoesAndRenews() {
        String value = md5();
        play.approve(play.shop, "ad-1", value);
        play.copy.holds(value);
        UUID id = id(value);
        play.pull(play.rival);
        play.send(play.rival, "mine-1", value);
        age("ad-1", "1 year");
        touch(id);
        play.awaitSequenced();
        Object aged = expires(value);

        confirmations.given.put(id, List.of(new Confirmation(-1, Instant.now())));
        touch(id);
        assertEquals(2, play.copy.holds(value, "corroborated").get("reporters"));
        assertNotEquals(aged, expires(value));

        confirmations.given.put(id, List.of(new Confirmation(-1, Instant.now().minus(Duration.ofDays(2_000)))));
        touch(id);
        assertEquals(1, play.copy.holds(value, "reviewed").get("reporters"));
    }

    private UUID id(String value) {
        return UUID.fromString(String.valueOf(play.copy.holds(value).get("id")));
    }

    private String expires(String value) {
        return String.valueOf(play.copy.holds(value).get("expires"));
    }

    private void touch(UUID indicator) {
        int collectionId = directory.visible(TEST, play.collection).id();
        QuarkusTransaction.requiringNew()
                .run(() -> feed.touch(TEST, collectionId, IndicatorFeedSource.KIND, List.of(indicator)));
    }

    private void age(String reference, String interval) {
        int collectionId = directory.visible(TEST, play.collection).id();
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
