package org.alarmcall.console.feed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.toNextPage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.feed.FeedSummaries;
import org.alarmcall.feed.Readers;
import org.alarmcall.indicator.Indicators;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Scope;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedPagesTest {

    private static final String SCRIPT = "<script>window.hit=1</script>\"'><img src=x onerror=window.hit=1>";

    private final TestMembers members = TestMembers.here();

    @Inject
    FeedSummaries summaries;

    @Inject
    Readers readers;

    @Inject
    Indicators indicators;

    @Test
    void anIndicatorIsFoundByItsValueAndWithdrawn() {
        String collection = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        String md5 = published(collection, shop);
        String id = indicator(collection, shop).extract().path("entries[0].indicator.id");
        shop.json(Map.of("opinion", "confirm", "reason", SCRIPT))
                .put("/api/v1/collections/" + collection + "/indicators/" + id + "/feedback")
                .then()
                .statusCode(200);
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(422)) {
            Page page = browser.open("/console/feed");
            assertThat(page.getByRole(AriaRole.HEADING, named(collection))).isVisible();
            assertThat(page.getByText("Position 1. New entries: 1 in the last hour, 1 in the last 24 hours")
                            .first())
                    .isVisible();
            browser.inspect("feed");
            page.getByLabel("Find an indicator").fill("no such thing " + SCRIPT);
            button(page, "Find").click();
            assertThat(page.getByText("No indicator has this id")).isVisible();
            page.getByLabel("Find an indicator").fill(md5);
            button(page, "Find").click();
            page.getByRole(AriaRole.LINK, named(md5)).click();
            assertThat(heading(page)).hasText(md5);
            assertThat(page.getByText("In the feed: reviewed")).isVisible();
            assertThat(page.getByText(SCRIPT)).isVisible();
            browser.inspect("indicator");

            page.getByLabel("Reason").selectOption("legal");
            page.getByLabel("Comment").fill("two\u0001bells");
            button(page, "Withdraw").click();
            button(page, "Yes, do it").click();
            assertThat(page.locator("#comment-error")).not().isEmpty();
            page.getByLabel("Comment").fill("A stock photo.");
            page.getByLabel("Reason").selectOption("legal");
            button(page, "Withdraw").click();
            button(page, "Yes, do it").click();
            assertThat(page.getByText("Withdrawn by staff")).containsText("legal");
            assertEquals(null, page.evaluate("window.hit"));

            Await.until("the feed is there", Duration.ofSeconds(20), () -> heldWithdrawals(collection) == 1);
            page.navigate("/console/feed/withdrawals?collection=" + collection);
            assertThat(page.getByRole(AriaRole.ROW, named(md5))).containsText(shop.member() + ": held");
            browser.inspect("withdrawals");
            page.getByLabel("Late only").check();
            button(page, "Show").click();
            assertThat(page.locator(".empty")).isVisible();
        }
    }

    @Test
    void theAllowListIsKept() {
        String collection = members.collection();
        String md5 = ListingBody.md5();
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(422)) {
            Page page = browser.open("/console/allow-list");
            page.locator("#collection").selectOption(collection);
            page.locator("#type").selectOption("image_md5");
            page.locator("#value").fill("not hex");
            page.locator("#note").fill(SCRIPT);
            button(page, "Add").click();
            assertThat(page.locator("#value-error")).not().isEmpty();
            assertThat(page.locator("#note")).hasValue(SCRIPT);
            assertThat(page.locator("#collection")).hasValue(collection);
            page.locator("#value").fill(md5);
            toNextPage(page, () -> button(page, "Add").click());
            page.navigate("/console/allow-list?q=" + md5);
            assertThat(row(page, md5)).containsText(SCRIPT);
            assertThat(row(page, md5)).containsText("staff:");
            browser.inspect("allow-list");
            page.navigate("/console/allow-list?q=no-note-says-this");
            assertThat(page.locator(".empty")).isVisible();
            page.navigate("/console/allow-list?collection=" + collection + "&q=ONERROR");
            button(page, "Remove: " + md5).click();
            toNextPage(page, () -> button(page, "Yes, do it").click());
            page.navigate("/console/allow-list?collection=" + collection);
            assertThat(page.locator(".empty")).isVisible();
            assertEquals(null, page.evaluate("window.hit"));
        }
    }

    @Test
    void whatIsForStaffIsForNobodyElse() {
        Caller member = new Caller(
                4711, "member", "client", false, Caller.system("test").scopes(), null);
        Caller admin = new Caller(4711, "member", "client", false, Set.of(Scope.ADMIN), null);
        for (Caller caller : List.of(member, admin)) {
            for (Runnable ask :
                    List.<Runnable>of(() -> readers.all(caller), () -> indicators.find(caller, ListingBody.md5()))) {
                assertEquals(
                        Problem.FORBIDDEN,
                        Assertions.assertThrows(ProblemException.class, ask::run)
                                .problem());
            }
        }
    }

    @Test
    void aSummaryCountsWhatIsLiveAndWhatIsNew() {
        String collection = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        for (int i = 1; i <= 3; i++) {
            published(collection, shop);
        }
        Await.until(
                "the feed is there",
                Duration.ofSeconds(20),
                () -> summary(collection).head() == 3);
        FeedSummaries.Summary summary = summary(collection);
        assertEquals(3, summary.lastHour());
        assertEquals(3, summary.lastDay());
        assertEquals(List.of(new FeedSummaries.Live("indicator", "image_md5", Map.of("reviewed", 3L))), summary.live());
        assertEquals(0, summary(members.collection()).lastDay());
    }

    @Test
    void aReaderIsBehindByWhatItHasNotSaidToHold() {
        String collection = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        published(collection, shop);
        published(collection, shop);
        Await.until(
                "the cursor is written",
                Duration.ofSeconds(20),
                () -> behind(collection).equals(List.of(shop.clientId() + " 2")));
        String feed = "/api/v1/collections/" + collection + "/feed?tier=reviewed";
        String chain = shop.request().get(feed + "&limit=1").then().extract().path("chain");
        shop.request()
                .queryParam("after", 1)
                .queryParam("chain", chain)
                .get(feed)
                .then()
                .statusCode(200);
        Await.until(
                "the cursor is written",
                Duration.ofSeconds(20),
                () -> behind(collection).equals(List.of(shop.clientId() + " 1")));
        members.withdrawGrant(collection, shop.member());
        assertEquals(List.of(), behind(collection));
    }

    private List<String> behind(String collection) {
        return readers.all(Caller.system("test")).stream()
                .filter(reader -> reader.collection().equals(collection))
                .map(reader -> reader.clientId() + ' ' + reader.behind())
                .toList();
    }

    private FeedSummaries.Summary summary(String collection) {
        return summaries.all(Caller.system("test")).stream()
                .filter(summary -> summary.collection().slug().equals(collection))
                .findAny()
                .orElseThrow();
    }

    /** The value of an indicator that is reviewed, and that the member was given. */
    private String published(String collection, ApiClient shop) {
        String md5 = ListingBody.md5();
        String listing = shop.json(ListingBody.submission(TestMembers.name("listing"), md5))
                .post("/api/v1/collections/" + collection + "/submissions")
                .then()
                .statusCode(200)
                .extract()
                .path("results[0].listingId");
        members.staff()
                .json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200);
        Await.until(
                "the feed is there",
                Duration.ofSeconds(20),
                () -> indicator(collection, shop)
                        .extract()
                        .path("entries.indicator.value")
                        .toString()
                        .contains(md5));
        return md5;
    }

    private static ValidatableResponse indicator(String collection, ApiClient shop) {
        return shop.request()
                .get("/api/v1/collections/" + collection + "/feed?tier=reviewed")
                .then()
                .statusCode(200);
    }

    private int heldWithdrawals(String collection) {
        return members.staff()
                .request()
                .get("/api/v1/collections/" + collection + "/withdrawals?state=held")
                .then()
                .statusCode(200)
                .extract()
                .path("items.size()");
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW, named(text));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
