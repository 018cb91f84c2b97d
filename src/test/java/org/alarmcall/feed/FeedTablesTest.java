package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the feed keeps beside its entries: cursors of readers, and the time at which entries leave by themselves. */
@QuarkusTest
class FeedTablesTest {

    @Inject
    Database database;

    private FeedPlay play;

    @BeforeEach
    void play() {
        play = new FeedPlay();
    }

    @Test
    void aReadersCursorIsWhatItSentAndWhatItWasGiven() {
        play.submit(play.trusted, "ad-1", ListingBody.md5(), ListingBody.md5(), ListingBody.md5());
        play.awaitHead(3);
        play.pull(Map.of("after", 1, "limit", 1));

        Await.until("the cursor is written", Duration.ofSeconds(30), () -> cursor().equals("1 of 2"));
        play.pull(Map.of("after", 2, "limit", 1));
        Await.until("the cursor has moved", Duration.ofSeconds(30), () -> cursor().equals("2 of 3"));
    }

    @Test
    void whatHasExpiredLeavesTheFeed() {
        String value = ListingBody.md5();
        play.submit(play.trusted, "ad-1", value);
        play.awaitHead(1);

        update("UPDATE listing SET sent_at = sent_at - interval '20 years'");
        update("UPDATE feed_live SET changes_at = now()");
        play.awaitHead(2);
        assertEquals(
                List.of("1 upsert candidate " + value, "2 withdraw expired " + value),
                FeedPlay.lines(play.pull(Map.of())));
    }

    /** {@code <after> of <given>}. */
    private String cursor() {
        return database.call(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement caller =
                            connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                    PreparedStatement statement = connection.prepareStatement(
                            "SELECT position || ' of ' || served FROM feed_cursor WHERE client_id = ?")) {
                caller.execute();
                statement.setString(1, play.standard.clientId());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getString(1) : "none";
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private void update(String sql) {
        database.run(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement caller =
                            connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                    PreparedStatement statement = connection.prepareStatement(
                            sql + " WHERE collection_id = (SELECT id FROM collection WHERE slug = ?)")) {
                caller.execute();
                statement.setString(1, play.collection);
                statement.executeUpdate();
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }
}
