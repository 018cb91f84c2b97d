package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.sunset;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.alarmcall.tactic.TacticPlay.word;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CodeWordsTest {

    @Inject
    Database database;

    @Inject
    CodeWords codeWords;

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    private ValidatableResponse register(String query) {
        return play.rival
                .request()
                .get("/api/v1/collections/" + play.collection + "/code-words" + query)
                .then()
                .statusCode(200);
    }

    private Response renew(String id, String sunset) {
        return play.staff.json(Map.of("sunset", sunset)).post("/api/v1/review/code-words/" + id + "/renew");
    }

    /** What time does: makes a word older, and what the feed knows of its sunset. */
    private void sunsetIsOver(String tactic, String key) {
        update("UPDATE code_word SET sunset = now() - interval '1 hour' WHERE key = ? AND tactic_id = ?", key, tactic);
        update("UPDATE feed_live SET changes_at = now() WHERE kind = ? AND subject_id = ?", "tactic", tactic);
    }

    private void update(String sql, String text, String tactic) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, text);
                statement.setObject(2, UUID.fromString(tactic));
                assertEquals(1, statement.executeUpdate());
            }
        });
    }

    @Test
    void theRegisterHasTheWordsOfPublishedTacticsByTerm() {
        String sunset = sunset(60);
        Map<String, Object> jelly = word("jelly", "en", sunset);
        String one = play.published(
                play.shop,
                with(tactic("One", "Text."), "codeWords", List.of(word("White plastic", "en", sunset), jelly)));
        String two = play.published(
                play.rival, with(tactic("Two", "Words."), "codeWords", List.of(word("Jelly", "en", sunset(90)))));
        play.report(play.shop, with(tactic("Three", "Waits."), "codeWords", List.of(word("black", "en", sunset))));

        register("")
                .body("items.size()", equalTo(2))
                .body("items[0].tactics", containsInAnyOrder(one, two))
                .body("items[1].term", equalTo("White plastic"))
                .body("items[1].tactics", contains(one))
                .body("items[1].requires", contains("carved", "antique"))
                .body("items[1].sunset", equalTo(sunset));
        register("?q=PLAST").body("items.term", contains("White plastic"));
        register("?language=it").body("items", hasSize(0));
        String next = register("?limit=1").extract().path("next");
        register("?limit=1&cursor=" + next)
                .body("items.term", contains("White plastic"))
                .body("next", nullValue());
        play.members
                .member(Trust.STANDARD, play.collection, Access.WRITE)
                .request()
                .get("/api/v1/collections/" + play.collection + "/code-words")
                .then()
                .statusCode(403);
    }

    /** What a page of the console shows, over all collections or in one. */
    @Test
    void staffSeeWhatEndsSoonestAndWhatHasEnded() {
        String id = play.published(
                play.shop,
                with(
                        tactic("One", "Text."),
                        "codeWords",
                        List.of(
                                word("b", "en", sunset(20)),
                                word("a", "en-GB", sunset(90)),
                                word("c", "it", sunset(9)))));
        play.feed().holds(id);
        sunsetIsOver(id, "c");
        assertEquals(List.of("b", "a"), bySunset("en", true));
        assertEquals(List.of("b", "a"), bySunset(null, true));
        assertEquals(List.of("c"), bySunset(null, false));
        assertEquals(List.of(), bySunset("en", false));
    }

    /** In pages of one. */
    private List<String> bySunset(@Nullable String language, boolean active) {
        List<String> terms = new ArrayList<>();
        String cursor = null;
        do {
            Page<CodeWords.Registered> page =
                    codeWords.bySunset(Caller.system("test"), play.collection, language, null, active, cursor, 1);
            page.items().forEach(found -> terms.add(found.word().term()));
            cursor = page.next();
        } while (cursor != null);
        return terms;
    }

    @Test
    void aWordLeavesTheFeedAtItsSunsetAndComesBackRenewed() {
        String late = sunset(200);
        String id = play.published(
                play.shop,
                with(
                        tactic("One", "Text."),
                        "codeWords",
                        List.of(word("jelly", "en", sunset(20)), word("red", "en", late))));
        FeedCopy feed = play.feed();
        feed.holds(id);
        String registered = register("?q=jelly").extract().path("items[0].id");

        sunsetIsOver(id, "jelly");
        Await.until("the entry without the word", Duration.ofSeconds(20), () -> {
            feed.pull(0);
            return List.of(word("red", "en", late)).equals(feed.holds(id).get("codeWords"));
        });
        register("?q=jelly").body("items", hasSize(0));
        register("?q=jelly&active=false").body("items.id", contains(registered));
        play.rival.request().get(play.path() + "/" + id).then().body("codeWords.term", contains("red"));

        String renewed = sunset(365);
        renew(registered, renewed).then().statusCode(200).body("sunset", equalTo(renewed));
        Await.until("the word is back", Duration.ofSeconds(20), () -> {
            feed.pull(0);
            return List.of(word("jelly", "en", renewed), word("red", "en", late))
                    .equals(feed.holds(id).get("codeWords"));
        });
        play.shop
                .request()
                .get(play.path() + "/" + id)
                .then()
                .body("codeWords.sunset", contains(renewed, late))
                .body("state", equalTo("approved"));
    }

    @Test
    void aSunsetIsNearAndInTheFuture() {
        for (String bad : List.of(sunset(-1), sunset(402), "2027-02-30", "soon")) {
            play.shop
                    .json(with(tactic("One", "Text."), "codeWords", List.of(word("jelly", "en", bad))))
                    .post(play.path())
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/codeWords/0/sunset"));
            renew(UUID.randomUUID().toString(), bad).then().statusCode(422);
        }
        renew(UUID.randomUUID().toString(), sunset(10)).then().statusCode(404);
    }
}
