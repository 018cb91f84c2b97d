package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts as a witness of an indicator. */
@QuarkusTest
class WitnessTest {

    private WitnessPlay play;

    @BeforeEach
    void start() {
        play = new WitnessPlay();
    }

    @Test
    void aThousandIndicatorsThatAMemberPulledAndSentBackRaiseNoCount() {
        List<String> values = IntStream.range(0, 1_000).mapToObj(i -> md5()).toList();
        play.approveAll(lines(play.shop, ndjson(values.stream().map(value -> listing("ad-" + value, value))))
                .post(path(play.collection)));
        Await.until(
                "all are published",
                Duration.ofSeconds(20),
                () -> play.pull(play.staff).getLong("head") == 1_000);

        assertEquals(1_000, play.pull(play.rival).getLong("next"));
        play.approveAll(lines(play.rival, ndjson(values.stream().map(value -> listing("mine-" + value, value))))
                .post(path(play.collection)));
        play.awaitSequenced();

        JsonPath all = play.pull(play.staff);
        assertEquals(1_001, all.getLong("head"), "nothing but the fence was published");
        assertEquals(Set.of("reviewed"), Set.copyOf(all.getList("entries.indicator.tier")));
        assertEquals(Set.of(1), Set.copyOf(all.getList("entries.indicator.reporters")));
    }

    @Test
    void whoReportedItBeforePullingIsAWitnessAndStaysOne() {
        String value = md5();
        play.send(play.rival, "mine-1", value);
        play.approve(play.shop, "ad-1", value);
        assertEquals(2, play.copy.holds(value, "corroborated").get("reporters"));

        play.pull(play.rival);
        play.send(play.rival, "mine-2", value);
        play.awaitSequenced();
        assertEquals("corroborated", play.copy.holds(value).get("tier"));

        play.withdraw(play.rival, "mine-1");
        play.awaitSequenced();
        assertEquals("corroborated", play.copy.holds(value).get("tier"));
    }

    @Test
    void anEchoIsWashedNeitherByAnotherClientNorByAnotherListing() {
        String value = md5();
        play.approve(play.shop, "ad-1", value);
        play.copy.holds(value);
        ApiClient reader = play.members.client(play.rival.member(), List.of(), Scope.FEED_READ);
        reader.request()
                .get("/api/v1/collections/" + play.collection + "/snapshot?tier=reviewed")
                .then()
                .statusCode(200);
        play.members.remove(reader);

        play.send(play.rival, "mine-1", value);
        play.awaitSequenced();
        assertEquals(1, play.copy.holds(value).get("reporters"));

        play.withdraw(play.rival, "mine-1");
        play.send(play.rival, "mine-2", value);
        play.approve(play.rival, "mine-3", value);
        play.awaitSequenced();
        assertEquals(
                "reviewed 1",
                play.copy.holds(value).get("tier") + " "
                        + play.copy.holds(value).get("reporters"));
    }

    @Test
    void whoPulledAnotherCollectionIsAWitnessHere() {
        String value = md5();
        String wood = play.members.collection();
        play.members.grant(wood, play.rival.member(), Access.READ);
        play.rival.request().get("/api/v1/collections/" + wood + "/feed").then().statusCode(200);
        play.approve(play.shop, "ad-1", value);
        play.copy.holds(value);
        play.send(play.rival, "mine-1", value);
        assertEquals(2, play.copy.holds(value, "corroborated").get("reporters"));
    }
}
