package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a member has read, whichever way it reads, is known before it has the last byte. */
@QuarkusTest
class PulledTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    Feed feed;

    @Inject
    Members members;

    @Inject
    Database database;

    private FeedPlay play;

    @BeforeEach
    void threeEntries() {
        play = new FeedPlay();
        play.submit(play.trusted, "ad-1", ListingBody.md5(), ListingBody.md5(), ListingBody.md5());
        play.awaitHead(3);
    }

    @Test
    void aPullCountsAtOnceForAllClientsOfTheMemberAndForNoOtherMember() {
        assertEquals(0, pulled(play.standard));
        play.pull(play.standard.request(), Map.of("limit", 2));
        assertEquals(2, pulled(play.standard));

        ApiClient other = play.members.client(play.standard.member(), List.of(), Scope.FEED_READ);
        play.pull(other.request(), Map.of("after", 2));
        assertEquals(3, pulled(play.standard));
        assertEquals(0, pulled(play.trusted));
    }

    @Test
    void startingAgainTakesNothingBack() {
        play.pull(play.standard.request(), Map.of());
        play.pull(play.standard.request(), Map.of("limit", 1));
        assertEquals(3, pulled(play.standard));
    }

    @Test
    void aSnapshotCounts() {
        play.standard.request().get(play.path("/snapshot")).then().statusCode(200);
        assertEquals(3, pulled(play.standard));
    }

    @Test
    void aStreamThatIsBrokenOffInTheMiddleCounts() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + play.path("/feed")))
                .header("Authorization", "Bearer " + play.standard.token())
                .header("Accept", "text/event-stream")
                .build();
        try (InputStream stream =
                http.send(request, BodyHandlers.ofInputStream()).body()) {
            assertEquals('i', stream.read(), "the first byte of the first entry's id");
            assertEquals(3, pulled(play.standard));
        }
    }

    @Test
    void whatAnotherNodeGaveIsKnownOnceItIsWrittenEvenOfAClientThatIsRemoved() {
        play.pull(play.standard.request(), Map.of());
        play.members.remove(play.standard);
        Await.until("it is written", Duration.ofSeconds(30), () -> written(play.standard.clientId()) == 3);
        asSystem("UPDATE feed_cursor SET served = 7 WHERE client_id = ?", play.standard.clientId());
        assertEquals(7, pulled(play.standard));
    }

    private long pulled(ApiClient client) {
        int memberId = (int) asSystem("SELECT id FROM member WHERE slug = ?", client.member());
        return feed.pulled(
                new Caller(memberId, client.member(), client.clientId(), false, Set.of(), null),
                members.visible(SYSTEM, play.collection).id());
    }

    private long written(String clientId) {
        return asSystem("SELECT served FROM feed_cursor WHERE client_id = ?", clientId);
    }

    /** The number that a query gives, 0 for none; of an update the rows. */
    private long asSystem(String sql, String argument) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.call(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        named.execute();
                        statement.setString(1, argument);
                        if (!statement.execute()) {
                            return (long) statement.getUpdateCount();
                        }
                        try (ResultSet row = statement.getResultSet()) {
                            return row.next() ? row.getLong(1) : 0;
                        }
                    }
                }));
    }
}
