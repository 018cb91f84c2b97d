package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.REVIEW;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Page;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TacticReviewTest {

    private static final Map<String, String> APPROVE = Map.of("decision", "approve");

    @Inject
    TacticReview review;

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    private Response merge(String id, String into) {
        return play.staff.json(Map.of("into", into)).post(REVIEW + "/" + id + "/merge");
    }

    @Test
    void staffSeeWhoReportedOldestFirstAndMembersDoNotGetIn() {
        String first = play.report(play.rival, tactic("One", "The first."));
        String second = play.report(play.shop, tactic("Two", "The second."));
        play.staff
                .request()
                .get(REVIEW + "?collection=" + play.collection)
                .then()
                .statusCode(200)
                .body("items.id", contains(first, second))
                .body("items.reporter.member", contains(play.rival.member(), play.shop.member()))
                .body("items.similar", contains(List.of(), List.of()));
        String next = play.staff
                .request()
                .get(REVIEW + "?limit=1&collection=" + play.collection)
                .then()
                .body("items.id", contains(first))
                .extract()
                .path("next");
        play.staff
                .request()
                .get(REVIEW + "?limit=1&collection=" + play.collection + "&cursor=" + next)
                .then()
                .body("items.id", contains(second))
                .body("next", nullValue());
        play.shop.request().get(REVIEW).then().statusCode(403);
        play.staff.request().get(REVIEW + "?state=lost").then().statusCode(422);
        play.staff
                .request()
                .get(REVIEW + "?collection=" + play.collection + "&cursor=MTIz")
                .then()
                .statusCode(400);
    }

    @Test
    void eachOfAPageHasItsTwins() {
        String text = "Bangles are offered as white plastic and the price stands in the picture.";
        String published = play.published(play.rival, tactic("White plastic", text));
        String rivals = play.report(play.rival, tactic("White plastic again", text));
        String shops = play.report(play.shop, tactic("White plastic, seen by us", text));
        String other =
                play.report(play.shop, tactic("Closed groups", "Parrots are sold in groups one has to be let into."));
        String list = REVIEW + "?collection=" + play.collection;
        play.staff
                .request()
                .get(list)
                .then()
                .statusCode(200)
                .body("items.id", contains(rivals, shops, other))
                .body("items[0].similar.id", containsInAnyOrder(published, shops))
                .body("items[0].similar.find { it.id == '" + shops + "' }.state", equalTo("pending"))
                .body("items[1].similar.id", containsInAnyOrder(published, rivals))
                .body("items[1].similar.find { it.id == '" + published + "' }.state", equalTo("approved"))
                .body("items[2].similar", hasSize(0));
        play.staff
                .request()
                .get(list + "&limit=1")
                .then()
                .body("items.similar.id", contains(containsInAnyOrder(published, shops)));
        play.staff.request().get(list + "&limit=101").then().statusCode(422);
    }

    @Test
    void editsReplaceWhatTheReportSays() {
        String id = play.report(play.shop, tactic("Wite plastik", "Sold by our competitor."));
        play.decide(id, Map.of("decision", "reject", "edits", Map.of("title", "White plastic")))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/edits"));
        play.decide(id, Map.of("decision", "approve", "edits", Map.of("techniques", List.of("magic"))))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/edits/techniques/0"));
        Map<String, Object> edits =
                Map.of("title", "White plastic", "narrative", "Ivory.", "techniques", List.of("decoy-item"));
        play.decide(id, Map.of("decision", "approve", "edits", edits))
                .then()
                .statusCode(200)
                .body("title", equalTo("White plastic"))
                .body("revision", equalTo(2));
        Map<String, Object> entry = play.feed().holds(id);
        assertEquals("Ivory.", entry.get("narrative"));
        assertEquals(List.of("decoy-item"), entry.get("techniques"));
        play.members
                .admin()
                .request()
                .get("/api/v1/audit?subject=" + id)
                .then()
                .body("items[0].action", equalTo("tactic.approve"));
    }

    @Test
    void aDecisionIsAnsweredAgainToItsClientAndAChangedReportIsNotDecided() {
        String id = play.report(play.shop, tactic("One", "Before."));
        Map<String, Object> changed = tactic("One", "After.");
        play.shop
                .json(changed)
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
        play.shop
                .json(changed)
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
        play.decide(id, Map.of("decision", "approve", "revision", 1)).then().statusCode(409);
        play.decide(id, Map.of("decision", "return")).then().statusCode(422);
        play.decide(id, APPROVE).then().statusCode(200).body("revision", equalTo(3));
        play.decide(id, APPROVE).then().statusCode(200).body("revision", equalTo(3));
        play.members
                .staff()
                .json(APPROVE)
                .post(REVIEW + "/" + id + "/decision")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:alarmcall:problem:already-decided"));
    }

    @Test
    void whatIsPublishedStaysUntilItsChangeIsDecided() {
        String id = play.published(play.shop, tactic("One", "As approved."));
        FeedCopy feed = play.feed();
        feed.holds(id);
        play.shop
                .json(tactic("One", "A new text that nobody has read."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"));
        play.decide(id, Map.of("decision", "return", "reason", "Say where."))
                .then()
                .statusCode(200);
        play.rival
                .request()
                .get(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("narrative", equalTo("As approved."));
        play.shop
                .request()
                .get(play.path() + "/" + id)
                .then()
                .body("state", equalTo("returned"))
                .body("reason", equalTo("Say where."));
        play.shop
                .json(tactic("One", "Another."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200);
        assertEquals("As approved.", feed.pull(0).holds(id).get("narrative"));
        play.decide(id, Map.of("decision", "reject")).then().statusCode(200);
        assertEquals("rejected", feed.left(id));
        play.rival.request().get(play.path() + "/" + id).then().statusCode(404);
    }

    @Test
    void mergingJoinsCodeWordsTechniquesAndListings() {
        TestListings.submit(play.shop, play.collection, TestListings.listing("ad-1", TestListings.md5()));
        TestListings.submit(play.rival, play.collection, TestListings.listing("ad-2", TestListings.md5()));
        String late = sunset(300);
        String into = play.published(
                play.shop,
                with(
                        with(
                                tactic("One", "Ivory as plastic."),
                                "codeWords",
                                List.of(word("white plastic", "en", sunset(9)))),
                        "listings",
                        List.of("ad-1")));
        String id = play.published(
                play.rival,
                with(
                        with(
                                with(
                                        tactic("Two", "Ivory as jelly."),
                                        "techniques",
                                        List.of("no-words", "coded-emoji")),
                                "codeWords",
                                List.of(word("White Plastic", "en", late), word("gelatina", "it", late))),
                        "listings",
                        List.of("ad-2")));
        FeedCopy feed = play.feed();
        feed.holds(id);
        merge(id, into).then().statusCode(200).body("state", equalTo("merged")).body("mergedInto", equalTo(into));
        merge(id, into).then().statusCode(200);
        assertEquals("merged", feed.left(id));
        Map<String, Object> left = feed.entries().stream()
                .filter(entry -> "withdraw".equals(entry.get("op")))
                .findFirst()
                .orElseThrow();
        assertEquals(Map.of("id", id, "mergedInto", into), left.get("tactic"));
        Map<String, Object> joined = feed.holds(into);
        assertEquals(List.of("code-words", "no-words", "coded-emoji"), joined.get("techniques"));
        assertEquals(List.of(word("white plastic", "en", late), word("gelatina", "it", late)), joined.get("codeWords"));
        play.staff
                .request()
                .get(REVIEW + "/" + into)
                .then()
                .body("listings.member", containsInAnyOrder(play.shop.member(), play.rival.member()));
        play.shop.request().get(play.path() + "/" + into).then().body("listings", contains("ad-1"));
        play.rival
                .request()
                .get(play.path() + "/" + id)
                .then()
                .body("state", equalTo("merged"))
                .body("mergedInto", equalTo(into));
        play.rival
                .json(tactic("Two", "Again."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(409);
        play.rival
                .request()
                .get(play.path() + "/trends?by=technique&weeks=1")
                .then()
                .statusCode(200)
                .body("values.find { it.value == 'no-words' }.reports", equalTo(2))
                .body("values.find { it.value == 'coded-emoji' }.weeks.reports", contains(1));
    }

    @Test
    void whatIsMergedIntoAReportThatWaitsIsNotShownToItsMember() {
        String secret = sunset(40);
        String into = play.report(play.shop, tactic("One", "Waits."));
        String id = play.report(
                play.rival, with(tactic("Two", "Waits, too."), "codeWords", List.of(word("jelly", "en", secret))));
        merge(id, into).then().statusCode(200);
        play.shop
                .request()
                .get(play.path() + "/" + into)
                .then()
                .body("codeWords", hasSize(0))
                .body("state", equalTo("pending"));
        play.approve(into);
        FeedCopy feed = play.feed();
        assertEquals(List.of(word("jelly", "en", secret)), feed.holds(into).get("codeWords"));

        play.shop
                .json(tactic("One", "Changed."))
                .put(play.path() + "/" + into)
                .then()
                .statusCode(200);
        play.approve(into);
        Await.until(
                "the change",
                Duration.ofSeconds(20),
                () -> "Changed.".equals(feed.pull(0).holds(into).get("narrative")));
        assertEquals(List.of(word("jelly", "en", secret)), feed.holds(into).get("codeWords"));
    }

    @Test
    void aMergeNeverTakesAnAdvisoryAway() {
        String published = play.published(play.shop, tactic("One", "Published."));
        String pending = play.report(play.rival, tactic("Two", "Waits."));
        merge(published, pending).then().statusCode(409);
        merge(published, published).then().statusCode(422);
        play.decide(pending, Map.of("decision", "reject")).then().statusCode(200);
        merge(pending, published).then().statusCode(409);
    }

    @Test
    void whatWasMergedIntoAMergedOneFollows() {
        String first = play.report(play.shop, tactic("One", "First."));
        String second = play.report(play.shop, tactic("Two", "Second."));
        String third = play.report(play.shop, tactic("Three", "Third."));
        merge(first, second).then().statusCode(200);
        merge(second, third).then().statusCode(200);
        play.staff.request().get(REVIEW + "/" + first).then().body("mergedInto", equalTo(third));
    }

    @Test
    void staffTakeATacticOutOfTheFeedWithAReason() {
        String id = play.published(play.shop, tactic("One", "Wrong."));
        FeedCopy feed = play.feed();
        feed.holds(id);
        play.staff
                .json(Map.of("reason", "legal", "comment", "A court said so."))
                .post(REVIEW + "/" + id + "/withdraw")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        assertEquals("legal", feed.left(id));
        play.staff
                .json(Map.of("reason", "boredom"))
                .post(REVIEW + "/" + id + "/withdraw")
                .then()
                .statusCode(422);
        play.shop
                .json(tactic("One", "Right."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200);
        play.approve(id);
        assertEquals("Right.", feed.holds(id).get("narrative"));
    }

    /** What a page of the console shows. */
    @Test
    void staffFindReportsInEitherOrder() {
        String first = play.report(play.shop, tactic("Ivory as plastic", "Bangles are offered as white plastic."));
        String second = play.report(play.rival, tactic("Ivory as plastic", "Bangles were offered as white plastic."));
        String third = play.report(play.shop, tactic("Horn", "A walking stick."));
        TacticFilter plastic = new TacticFilter("plastics", "en", null, null, "en", "no-words");
        assertEquals(List.of(first, second), found(plastic, TacticOrder.OLDEST_FIRST));
        assertEquals(List.of(second, first), found(plastic, TacticOrder.NEWEST_FIRST));
        assertEquals(List.of(third, second, first), found(TacticFilter.NONE, TacticOrder.NEWEST_FIRST));
    }

    /** In pages of one. */
    private List<String> found(TacticFilter filter, TacticOrder order) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<ReviewTactic> page = page(filter, order, cursor, 1);
            page.items().forEach(report -> ids.add(report.id().toString()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private Page<ReviewTactic> page(TacticFilter filter, TacticOrder order, @Nullable String cursor, int limit) {
        return review.page(Caller.system("test"), play.collection, "pending", filter, order, cursor, limit);
    }

    /** Whoever comes first: a report is decided once, merged once, and never both published and merged. */
    @Test
    void ofDecisionsAndMergesAtOnceOneWins() throws Exception {
        ApiClient other = play.members.staff();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 8; round++) {
                String id = play.report(play.shop, tactic("Round " + round, "Text."));
                String into = play.report(play.rival, tactic("Other " + round, "Words."));
                List<Callable<Integer>> acts = List.of(
                        () -> play.decide(id, Map.of("decision", "reject")).statusCode(),
                        () -> other.json(APPROVE)
                                .post(REVIEW + "/" + id + "/decision")
                                .statusCode(),
                        () -> merge(id, into).statusCode(),
                        () -> other.json(Map.of("into", id))
                                .post(REVIEW + "/" + into + "/merge")
                                .statusCode());
                Map<Integer, Integer> answers = new TreeMap<>();
                for (Future<Integer> answer : threads.invokeAll(acts)) {
                    answers.merge(answer.get(), 1, Integer::sum);
                }
                assertEquals(4, answers.getOrDefault(200, 0) + answers.getOrDefault(409, 0), answers.toString());
                List<String> states = new ArrayList<>();
                for (String each : List.of(id, into)) {
                    states.add(play.staff.request().get(REVIEW + "/" + each).path("state"));
                }
                assertTrue(states.stream().filter("merged"::equals).count() <= 1, states.toString());
            }
        } finally {
            threads.shutdown();
        }
        play.staff
                .request()
                .get(REVIEW + "?state=merged&collection=" + play.collection)
                .then()
                .body("items.publishedAt.findAll { it != null }", hasSize(0));
    }
}
