package org.alarmcall.feed;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who held what was withdrawn, and who is past it. */
@QuarkusTest
class WithdrawalsTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    ReceiptRepository repository;

    @Inject
    CursorRepository cursors;

    @Inject
    Database database;

    @Inject
    Members members;

    @Inject
    FeedConfig config;

    @Inject
    ObjectMapper json;

    private FeedPlay play;
    private String value;

    @BeforeEach
    void somethingIsPublished() {
        play = new FeedPlay();
        value = ListingBody.md5();
        play.submit(play.trusted, "ad-1", value);
        play.awaitHead(1);
    }

    @Test
    void receiptsShowExactlyWhoIsPastAWithdrawal() {
        ApiClient quick = reader();
        ApiClient quickToo = anotherOf(quick);
        ApiClient slow = reader();
        ApiClient gone = reader();
        ApiClient later = reader();
        ApiClient never = reader();
        List.of(quick, quickToo, slow, gone).forEach(reader -> pull(reader, 0));
        withdraw("ad-1", 2);
        pull(quick, 1);
        pull(quick, 2);
        pull(quickToo, 1);
        pull(slow, 0);
        pull(later, 0);
        pull(later, 2);

        String observer = play.staff.member(); // reads the head, and never says that it holds anything
        awaitStates(2, Map.of(quick.member(), "held", slow.member(), "held", gone.member(), "held", observer, "held"));
        Await.until(
                "one of its two clients is past it",
                SOON,
                () -> List.of(quickToo.clientId())
                        .equals(receipt(quick).extract().path("items[0].receipt.waitingFor")));

        pull(quickToo, 2);
        play.members.remove(gone);
        awaitStates(2, Map.of(quick.member(), "passed", slow.member(), "held", observer, "held"));
        staff("")
                .body("items[0].kind", equalTo("indicator"))
                .body("items[0].reason", equalTo("withdrawn"))
                .body("items[0].indicator.type", equalTo("image_md5"))
                .body("items[0].indicator.value", equalTo(value))
                .body("items[0].summary", equalTo(Map.of("held", 2, "passed", 1, "late", 0)))
                .body("items[0]", not(hasKey("receipt")))
                .body("next", nullValue())
                .body("timeToPurge.measured", equalTo(1))
                .body("timeToPurge.p50Seconds", notNullValue());
        play.members.suspend(slow.member());
        awaitStates(2, Map.of(quick.member(), "passed", observer, "held"));

        Response own = get(quick, "");
        own.then()
                .body("items[0].receipt.state", equalTo("passed"))
                .body("items[0].receipt.passedAt", notNullValue())
                .body("items[0].receipt.waitingFor", equalTo(List.of()))
                .body("items[0]", not(hasKey("members")))
                .body("items[0]", not(hasKey("summary")))
                .body("timeToPurge.measured", equalTo(1));
        assertFalse(own.asString().contains("member-"), "no other member is named");
        for (ApiClient reader : List.of(later, never)) {
            receipt(reader).body("items[0].position", equalTo(2)).body("items[0]", not(hasKey("receipt")));
            receipt(reader).body("timeToPurge.measured", equalTo(0));
        }
    }

    @Test
    void whatWasPublishedAgainIsAskedOfWhoWasGivenItThen() {
        ApiClient early = reader();
        ApiClient late = reader();
        pull(early, 0);
        withdraw("ad-1", 2);
        pull(early, 1);
        pull(early, 2);
        play.submit(play.trusted, "ad-2", value);
        play.awaitHead(3);
        pull(late, 2);
        withdraw("ad-2", 4);
        pull(early, 2);
        pull(early, 4);

        awaitStates(2, Map.of(early.member(), "passed", play.staff.member(), "held"));
        awaitStates(4, Map.of(late.member(), "held"));
    }

    @Test
    void whoStartsAgainHoldsItAgainAndTheFirstTimeItWasPastItStays() {
        ApiClient reader = reader();
        pull(reader, 0);
        withdraw("ad-1", 2);
        pull(reader, 1);
        pull(reader, 2);
        awaitReceipt(reader, "passed");
        String passedAt = receipt(reader).extract().path("items[0].receipt.passedAt");

        get(reader, "/feed?after=0&limit=1");
        awaitReceipt(reader, "held");
        receipt(reader).body("items[0].receipt.passedAt", nullValue());
        pull(reader, 2);
        awaitReceipt(reader, "passed");
        receipt(reader).body("items[0].receipt.passedAt", equalTo(passedAt));
    }

    @Test
    void aSnapshotIsTakenForAStepLikeAnyOther() {
        ApiClient reader = reader();
        pull(reader, 0);
        withdraw("ad-1", 2);
        play.pull(reader.request(), Map.of("after", 1, "limit", 1, "type", "url_sha256"));
        reader.request().get(play.path("/snapshot")).then().statusCode(200);
        awaitReceipt(reader, "held");

        play.pull(reader.request(), Map.of("after", 2, "type", "url_sha256"));
        awaitReceipt(reader, "passed");
    }

    @Test
    void whoHoldsItForLongerThanADayIsLate() {
        ApiClient reader = reader();
        ApiClient quick = reader();
        pull(reader, 0);
        pull(quick, 0);
        withdraw("ad-1", 2);
        pull(quick, 1);
        pull(quick, 2);
        awaitStates(2, Map.of(reader.member(), "held", quick.member(), "passed", play.staff.member(), "held"));

        assertEquals(
                new WithdrawalViews.SummaryView(0, 1, 2),
                after(config.lateAfter()).items().get(0).summary());
        assertEquals(List.of(), after(config.receiptsKept()).items());
        assertEquals(
                new TimeToPurge(null, null, 0), after(config.receiptsKept()).timeToPurge());
    }

    @Test
    void aListIsPagedAndFilteredByStateAndTime() {
        ApiClient reader = reader();
        play.submit(play.trusted, "ad-2", ListingBody.md5());
        play.awaitHead(2);
        pull(reader, 0);
        withdraw("ad-1", 3);
        pull(reader, 2);
        pull(reader, 3);
        withdraw("ad-2", 4);
        Await.until(
                "one is passed and one is held",
                SOON,
                () -> positions(get(reader, "?state=passed")).equals(List.of(3))
                        && positions(get(reader, "?state=held")).equals(List.of(4)));

        Response first = get(reader, "?limit=1");
        assertEquals(List.of(4), positions(first));
        Response second = get(reader, "?limit=1&cursor=" + first.path("next"));
        assertEquals(List.of(3), positions(second));
        second.then().body("next", nullValue()).body("timeToPurge", nullValue());
        assertEquals(List.of(), positions(get(reader, "?state=late")));
        assertEquals(List.of(4), positions(get(reader, "?since=" + first.path("items[0].at"))));
        assertEquals(List.of(), positions(get(reader, "?since=2999-01-01T00:00:00Z")));
        for (String bad : List.of("?state=lost", "?since=yesterday", "?limit=0", "?limit=x")) {
            get(reader, bad).then().statusCode(422);
        }
        get(reader, "?cursor=x").then().statusCode(400);
    }

    @Test
    void whatANodeKnowsIsWrittenWhenItStops() {
        ApiClient reader = reader();
        CollectionRef collection = collection();
        Caller caller =
                new Caller(numberOf(reader), reader.member(), reader.clientId(), false, Set.of(Scope.FEED_READ), null);
        Cursors node = new Cursors(cursors, config, Clock.systemUTC());
        node.held(caller, collection, 0);
        node.served(caller, collection, 1);
        withdraw("ad-1", 2);
        node.held(caller, collection, 1);
        node.served(caller, collection, 2);
        node.stop(new ShutdownEvent());

        receipt(reader).body("items[0].receipt.state", equalTo("held"));
        Cursors next = new Cursors(cursors, config, Clock.systemUTC());
        next.held(caller, collection, 2);
        next.stop(new ShutdownEvent());
        receipt(reader).body("items[0].receipt.state", equalTo("passed"));
    }

    /** What staff would see so much later. */
    private WithdrawalViews.WithdrawalsView after(Duration later) {
        Caller staff = new Caller(1, "coalition", "staff", true, Set.of(Scope.REVIEW), null);
        Clock clock = Clock.offset(Clock.systemUTC(), later.plusMinutes(1));
        return new Receipts(repository, members, config, clock, json).list(staff, collection(), null, null, null, 10);
    }

    private CollectionRef collection() {
        return members.collections(SYSTEM).stream()
                .filter(collection -> collection.slug().equals(play.collection))
                .findAny()
                .orElseThrow();
    }

    private int numberOf(ApiClient reader) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM member WHERE slug = ?")) {
                statement.setString(1, reader.member());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private ApiClient reader() {
        return play.members.member(Trust.PROBATION, play.collection, Access.READ, Scope.FEED_READ);
    }

    private ApiClient anotherOf(ApiClient reader) {
        return play.members.client(reader.member(), List.of(), Scope.FEED_READ);
    }

    private void pull(ApiClient reader, long after) {
        play.pull(reader.request(), Map.of("after", after));
    }

    private void withdraw(String reference, long position) {
        play.withdraw(play.trusted, reference);
        play.awaitHead(position);
    }

    private Response get(ApiClient client, String rest) {
        return client.request().get(play.path(rest.startsWith("/") ? rest : "/withdrawals" + rest));
    }

    private ValidatableResponse staff(String query) {
        return get(play.staff, query).then().statusCode(200);
    }

    private ValidatableResponse receipt(ApiClient reader) {
        return get(reader, "").then().statusCode(200);
    }

    private static List<Integer> positions(Response response) {
        response.then().statusCode(200);
        return response.path("items.position");
    }

    private void awaitReceipt(ApiClient reader, String state) {
        Await.until(
                "the receipt is " + state,
                SOON,
                () -> state.equals(receipt(reader).extract().path("items[0].receipt.state")));
    }

    /** Waits until staff see these members in these states, and no other. */
    private void awaitStates(int position, Map<String, String> expected) {
        Map<String, String> wanted = new TreeMap<>(expected);
        Await.until(
                "the receipts of " + position + " are " + wanted,
                SOON,
                () -> states(position).equals(wanted));
    }

    private Map<String, String> states(int position) {
        Map<String, String> states = new TreeMap<>();
        staff("")
                .extract()
                .<List<Map<String, String>>>path("items.find { it.position == " + position + " }.members")
                .forEach(member -> states.put(member.get("member"), member.get("state")));
        return states;
    }
}
