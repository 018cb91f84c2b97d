package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.sunset;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.alarmcall.tactic.TacticPlay.word;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TacticsTest {

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    @Test
    void aReportIsItsMembersAloneUntilStaffPublishItAndThenInTheFeed() {
        String sunset = sunset(90);
        Map<String, Object> white = with(
                tactic("White plastic", "Bangles are offered as white plastic, without a price."),
                "codeWords",
                List.of(word("white plastic", "en", sunset)));
        TestListings.submit(play.shop, play.collection, TestListings.listing("ad-1", TestListings.md5()));
        String id = play.report(play.shop, with(white, "listings", List.of("ad-1")));

        play.rival.request().get(play.path() + "/" + id).then().statusCode(404);
        play.rival.request().get(play.path()).then().statusCode(200).body("items", hasSize(0));
        play.shop
                .request()
                .get(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"))
                .body("listings", contains("ad-1"))
                .body("publishedAt", nullValue());
        play.shop.request().get(play.path() + "?state=pending").then().body("items.id", contains(id));

        play.decide(id, Map.of("decision", "approve", "revision", 1))
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("reporter.member", equalTo(play.shop.member()))
                .body("listings.reference", contains("ad-1"));
        Map<String, Object> entry = play.feed().holds(id);
        assertEquals(
                Set.of("id", "title", "narrative", "firstSeen", "labels", "techniques", "codeWords", "tlp", "revision"),
                entry.keySet());
        assertEquals("White plastic", entry.get("title"));
        assertEquals("2026-11-20T00:00:00Z", entry.get("firstSeen"));
        assertEquals(white.get("labels"), entry.get("labels"));
        assertEquals(white.get("techniques"), entry.get("techniques"));
        assertEquals(white.get("codeWords"), entry.get("codeWords"));
        assertEquals("AMBER", entry.get("tlp"));
        assertFalse(entry.toString().contains(play.shop.member()));

        play.rival
                .request()
                .get(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("publishedAt", notNullValue())
                .body("listings", hasSize(0))
                .body("firstSeen", equalTo("2026-11-20T00:00:00Z"));
        play.rival.request().get(play.path()).then().body("items.id", contains(id));
    }

    @Test
    void whatIsTakenBackLeavesTheFeed() {
        String id = play.published(play.shop, tactic("Emoji", "An elephant and a heart."));
        FeedCopy feed = play.feed();
        feed.holds(id);
        play.rival.request().delete(play.path() + "/" + id).then().statusCode(404);
        play.shop.request().delete(play.path() + "/" + id).then().statusCode(204);
        assertEquals("withdrawn", feed.left(id));
        play.shop.request().delete(play.path() + "/" + id).then().statusCode(204);
        play.rival.request().get(play.path() + "/" + id).then().statusCode(404);
    }
}
