package org.alarmcall.feed;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedTest {

    private FeedPlay play;

    @BeforeEach
    void play() {
        play = new FeedPlay();
    }

    @Test
    void aTrustedMembersListingIsACandidateWithoutAPerson() {
        String value = ListingBody.md5();
        play.submit(play.trusted, "ad-1", value);
        play.awaitHead(1);

        Response page = play.pull(Map.of());
        assertEquals(List.of("1 upsert candidate " + value), FeedPlay.lines(page));
        page.then()
                .body("entries[0].kind", equalTo("indicator"))
                .body("entries[0].indicator.type", equalTo("image_md5"))
                .body("entries[0].indicator.labels.taxon.scientificName", equalTo("Loxodonta africana"))
                .body("entries[0].indicator.reporters", equalTo(1))
                .body("entries[0].indicator.tlp", equalTo("AMBER"))
                .body("next", equalTo(1))
                .body("head", equalTo(1));
        assertFalse(page.asString().contains(play.trusted.member()), "an entry names no member");
    }

    @Test
    void aStandardMembersListingWaitsForStaffAndASecondMemberCorroborates() {
        String value = ListingBody.md5();
        String listing = play.submit(play.standard, "ad-1", value);
        assertEquals(List.of(), FeedPlay.lines(play.pull(Map.of())));

        play.approve(listing);
        play.awaitHead(1);
        play.submit(play.trusted, "ad-9", value);
        play.awaitHead(2);

        assertEquals(
                List.of("1 upsert reviewed " + value, "2 upsert corroborated " + value),
                FeedPlay.lines(play.pull(Map.of())));
    }

    @Test
    void whoAskedForMoreIsToldWhenTheTierFallsAndWhoDidNotHoldItIsNot() {
        String fallen = ListingBody.md5();
        play.submit(play.trusted, "t-1", fallen);
        play.awaitHead(1);
        String listing = play.submit(play.standard, "s-1", fallen);
        play.awaitHead(2);
        play.approve(listing);
        play.awaitHead(3);
        play.withdraw(play.standard, "s-1");
        play.awaitHead(4);
        play.withdraw(play.trusted, "t-1");
        play.awaitHead(5);

        assertEquals(
                List.of(
                        "1 upsert candidate " + fallen,
                        "2 upsert candidate " + fallen,
                        "3 upsert corroborated " + fallen,
                        "4 upsert candidate " + fallen,
                        "5 withdraw withdrawn " + fallen),
                FeedPlay.lines(play.pull(Map.of())));
        Response reviewed = play.pull(Map.of("tier", "reviewed"));
        assertEquals(List.of("3 upsert corroborated " + fallen, "4 withdraw tier " + fallen), FeedPlay.lines(reviewed));
        reviewed.then().body("next", equalTo(5));
    }

    @Test
    void theNextPositionMovesPastWhatTheFilterLeavesOut() {
        play.submit(play.trusted, "ad-1", ListingBody.md5(), ListingBody.md5());
        play.awaitHead(2);

        play.pull(Map.of("type", "url_sha256"))
                .then()
                .body("entries.size()", equalTo(0))
                .body("next", equalTo(2));
        play.pull(Map.of("kind", "tactic")).then().body("entries.size()", equalTo(0));
    }

    @Test
    void pagesFollowEachOtherAndTheirChainIsAccepted() {
        play.submit(play.trusted, "ad-1", ListingBody.md5(), ListingBody.md5(), ListingBody.md5());
        play.awaitHead(3);

        Response first = play.pull(Map.of("limit", 2));
        first.then().body("entries.size()", equalTo(2)).body("next", equalTo(2));
        Response second = play.pull(Map.of("after", 2, "chain", first.<String>path("chain"), "limit", 2));
        assertEquals(3, second.jsonPath().getLong("entries[0].position"));

        Chain chain = new Chain(Chain.zero());
        Response lines = play.pull(play.standard.request().accept("application/x-ndjson"), Map.of());
        lines.asString().lines().forEach(chain::append);
        assertEquals(second.<String>path("chain"), HexFormat.of().formatHex(chain.value()));
        assertEquals(second.<String>path("chain"), lines.header("Feed-Chain"));
        assertEquals("3", lines.header("Feed-Next"));
        assertEquals("3", lines.header("Feed-Head"));
    }

    @Test
    void aReaderOfAnotherFeedIsToldSo() {
        play.submit(play.trusted, "ad-1", ListingBody.md5());
        play.awaitHead(1);

        for (Map<String, ?> query : List.of(
                Map.of("after", 1, "chain", "ab".repeat(32)),
                Map.of("after", 0, "chain", "ab".repeat(32)),
                Map.of("after", 2))) {
            play.standard
                    .request()
                    .queryParams(query)
                    .get(play.path("/feed"))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:alarmcall:problem:feed-rewound"));
        }
    }

    @Test
    void badQueriesAreNamed() {
        for (Map<String, ?> query : List.of(
                Map.of("after", -1),
                Map.of("limit", 0),
                Map.of("limit", 10_001),
                Map.of("wait", 31),
                Map.of("chain", "xyz"),
                Map.of("tier", "best"),
                Map.of("type", "image_pqd"),
                Map.of("kind", "thing"))) {
            String detail = play.standard
                    .request()
                    .queryParams(query)
                    .get(play.path("/feed"))
                    .then()
                    .statusCode(422)
                    .extract()
                    .asString();
            assertTrue(detail.contains(query.keySet().iterator().next()), detail);
        }
    }

    @Test
    void aWaitingReaderGetsTheEntryWhenItIsThere() throws Exception {
        String value = ListingBody.md5();
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> play.pull(Map.of("wait", 25)));
        play.submit(play.trusted, "ad-1", value);

        Response page = waiting.get(Duration.ofSeconds(24).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        assertEquals(List.of("1 upsert candidate " + value), FeedPlay.lines(page));
    }

    @Test
    void waitingEndsWithNothing() {
        play.pull(Map.of("wait", 1)).then().body("entries.size()", equalTo(0)).body("next", equalTo(0));
    }

    @Test
    void longTextIsCompressedForWhoAsks() {
        play.submit(play.trusted, "ad-1", ListingBody.md5(), ListingBody.md5());
        play.awaitHead(2);

        play.pull(play.standard.request().header("Accept-Encoding", "gzip"), Map.of())
                .then()
                .header("Content-Encoding", "gzip")
                .body("entries.size()", equalTo(2));
    }

    @Test
    void snapshotAndManifestAreWhatIsLive() throws Exception {
        String stays = ListingBody.md5();
        String goes = ListingBody.md5();
        play.submit(play.trusted, "ad-1", stays);
        play.submit(play.trusted, "ad-2", goes);
        play.awaitHead(2);
        play.withdraw(play.trusted, "ad-2");
        play.awaitHead(3);

        String digest = HexFormat.of()
                .formatHex(Chain.newSha256().digest(("image_md5\n" + stays).getBytes(StandardCharsets.UTF_8)));
        Response manifest = play.standard.request().get(play.path("/manifest"));
        manifest.then()
                .statusCode(200)
                .body("position", equalTo(3))
                .body("items", equalTo(List.of(Map.of("type", "image_md5", "count", 1, "digest", digest))));
        List<String> lines = play.standard
                .request()
                .get(play.path("/snapshot"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertEquals(
                "{\"position\":3,\"chain\":\"" + manifest.<String>path("chain") + "\",\"count\":1,\"digest\":\""
                        + digest + "\"}",
                lines.get(0));
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).contains(stays));
        play.standard
                .request()
                .queryParam("tier", "reviewed")
                .get(play.path("/manifest"))
                .then()
                .body("items", equalTo(List.of()));
    }
}
