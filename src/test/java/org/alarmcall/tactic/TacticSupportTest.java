package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.REVIEW;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several members have reported stays published until none of them stands behind it. */
@QuarkusTest
class TacticSupportTest {

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    private Response merge(String id, String into) {
        return play.staff.json(Map.of("into", into)).post(REVIEW + "/" + id + "/merge");
    }

    private void takeBack(ApiClient member, String id) {
        member.request().delete(play.path() + "/" + id).then().statusCode(204);
    }

    private ValidatableResponse get(ApiClient member, String id) {
        return member.request().get(play.path() + "/" + id).then();
    }

    private ValidatableResponse review(String id) {
        return play.staff.request().get(REVIEW + "/" + id).then().statusCode(200);
    }

    /** The feed as of after all that was done: what is published last has come. */
    private FeedCopy feedOfNow() {
        String last = play.published(play.shop, tactic("Last", "Something else."));
        FeedCopy feed = play.feed();
        feed.holds(last);
        return feed;
    }

    @Test
    void whatOthersHaveReportedStaysWhenItsAuthorTakesItBack() {
        TestListings.submit(play.shop, play.collection, TestListings.listing("ad-1", TestListings.md5()));
        TestListings.submit(play.rival, play.collection, TestListings.listing("ad-2", TestListings.md5()));
        String id = play.published(play.shop, with(tactic("One", "Ivory as plastic."), "listings", List.of("ad-1")));
        String twin =
                play.report(play.rival, with(tactic("Two", "Ivory as white plastic."), "listings", List.of("ad-2")));
        merge(twin, id).then().statusCode(200);

        takeBack(play.shop, id);
        takeBack(play.shop, id);
        assertEquals("Ivory as plastic.", feedOfNow().holds(id).get("narrative"));
        get(play.shop, id).body("state", equalTo("withdrawn")).body("listings", hasSize(0));
        play.shop.request().get(play.path() + "?state=withdrawn").then().body("items.id", contains(id));
        play.shop
                .request()
                .get(play.path() + "?state=approved")
                .then()
                .body("items.find { it.id == '" + id + "' }", nullValue());
        get(play.rival, id).body("state", equalTo("approved"));
        get(play.rival, twin).body("state", equalTo("merged"));
        review(id)
                .body("state", equalTo("approved"))
                .body("takenBackAt", notNullValue())
                .body("merged.id", contains(twin))
                .body("merged.member", contains(play.rival.member()))
                .body("merged[0].takenBackAt", nullValue())
                .body("listings.reference", contains("ad-2"));
        assertReports(1);
        play.members
                .admin()
                .request()
                .get("/api/v1/audit?subject=" + id)
                .then()
                .body("items[0].action", equalTo("tactic.withdraw"))
                .body("items[0].details", equalTo(Map.of("before", "approved", "staysPublished", true)));

        FeedCopy feed = play.feed();
        takeBack(play.rival, twin);
        assertEquals("withdrawn", feed.left(id));
        get(play.rival, twin).body("state", equalTo("withdrawn"));
        review(id).body("state", equalTo("withdrawn")).body("merged[0].takenBackAt", notNullValue());
        get(play.rival, id).statusCode(404);
    }

    /** Besides that of {@link #feedOfNow}. */
    private void assertReports(int count) {
        play.rival
                .request()
                .get(play.path() + "/trends?by=technique&weeks=1")
                .then()
                .statusCode(200)
                .body("values.find { it.value == 'no-words' }.reports", equalTo(count + 1));
    }

    @Test
    void aMergedReportTakenBackChangesNothingWhileItsAuthorStands() {
        String id = play.published(play.shop, tactic("One", "Ivory as plastic."));
        String twin = play.report(play.rival, tactic("Two", "Ivory as white plastic."));
        merge(twin, id).then().statusCode(200);
        takeBack(play.rival, twin);
        feedOfNow().holds(id);
        assertReports(1);
        FeedCopy feed = play.feed();
        takeBack(play.shop, id);
        assertEquals("withdrawn", feed.left(id));
    }

    @Test
    void noMemberKeepsUpWhatItTakesBackByReportingItTwice() {
        String id = play.published(play.shop, tactic("One", "Ivory as plastic."));
        String twin = play.report(play.shop, tactic("Two", "Ivory as white plastic."));
        merge(twin, id).then().statusCode(200);
        FeedCopy feed = play.feed();
        takeBack(play.shop, id);
        assertEquals("withdrawn", feed.left(id));
        get(play.shop, twin).body("state", equalTo("withdrawn"));
    }

    @Test
    void whatWasMergedIntoAReportThatWaitedWaitsOnItsOwnAgain() {
        String id = play.report(play.shop, tactic("One", "Ivory as plastic."));
        String twin = play.report(play.rival, tactic("Two", "Ivory as white plastic."));
        merge(twin, id).then().statusCode(200);
        takeBack(play.shop, id);
        get(play.rival, twin).body("state", equalTo("pending")).body("mergedInto", nullValue());
        play.approve(twin);
        play.feed().holds(twin);
    }

    @Test
    void noTextIsPublishedThatStaffHaveNotReadWhenItsAuthorHasLeft() {
        String id = play.published(play.shop, tactic("One", "As approved."));
        String twin = play.report(play.rival, tactic("Two", "Ivory as white plastic."));
        merge(twin, id).then().statusCode(200);
        play.shop
                .json(tactic("One", "Nobody has read this."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200);
        takeBack(play.shop, id);
        review(id).body("state", equalTo("approved")).body("narrative", equalTo("As approved."));
        play.decide(id, Map.of("decision", "reject")).then().statusCode(409);
        String third = play.report(play.rival, with(tactic("Three", "More."), "techniques", List.of("coded-emoji")));
        merge(third, id).then().statusCode(200);
        Map<String, Object> published = feedOfNow().holds(id);
        assertEquals("As approved.", published.get("narrative"));
        assertEquals(List.of("code-words", "no-words", "coded-emoji"), published.get("techniques"));
    }

    @Test
    void whoSendsAReportAgainStandsBehindItAgain() {
        String id = play.published(play.shop, tactic("One", "Ivory as plastic."));
        String twin = play.report(play.rival, tactic("Two", "Ivory as white plastic."));
        merge(twin, id).then().statusCode(200);
        takeBack(play.shop, id);
        play.shop
                .json(tactic("One", "Ivory as plastic."))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"));
        takeBack(play.rival, twin);
        feedOfNow().holds(id);
        play.approve(id);
        get(play.shop, id).body("state", equalTo("approved"));

        play.rival
                .json(tactic("Two", "Ivory as jelly."))
                .put(play.path() + "/" + twin)
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"));
        get(play.rival, twin).body("mergedInto", nullValue());
    }

    /** Whoever comes last: it leaves when all have gone, and nobody's act fails. */
    @Test
    void ofThoseThatLeaveAtOnceTheLastTakesItOut() throws Exception {
        ApiClient third = play.members.member(Trust.STANDARD, play.collection, Access.READ_WRITE);
        FeedCopy feed = play.feed();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 6; round++) {
                String id = play.published(play.shop, tactic("Round " + round, "Ivory as plastic."));
                String second = play.report(play.rival, tactic("Second " + round, "Ivory as white plastic."));
                String last = play.report(third, tactic("Third " + round, "Ivory as white plastic."));
                merge(second, id).then().statusCode(200);
                feed.holds(id);
                List<Callable<Integer>> acts = List.of(
                        () -> delete(play.shop, id),
                        () -> delete(play.rival, second),
                        () -> merge(last, id).statusCode(),
                        () -> delete(third, last));
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(acts)) {
                    answers.add(answer.get());
                }
                assertTrue(List.of(200, 409).contains(answers.remove(2)), answers.toString());
                assertEquals(List.of(204, 204, 204), answers);
                assertEquals("withdrawn", feed.left(id));
                review(id).body("state", equalTo("withdrawn"));
            }
        } finally {
            threads.shutdown();
        }
    }

    private int delete(ApiClient member, String id) {
        return member.request().delete(play.path() + "/" + id).statusCode();
    }
}
