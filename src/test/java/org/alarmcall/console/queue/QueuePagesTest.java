package org.alarmcall.console.queue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestPictures;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reviewing in a real browser. */
@QuarkusTest
class QueuePagesTest {

    private static final Duration EFFECT = Duration.ofSeconds(40);

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;
    private ApiClient staff;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        staff = members.staff();
    }

    private String queue() {
        return "/console/queue?collection=" + ivory;
    }

    @Test
    void aReviewerEmptiesAQueueOfFiftyWithTheKeyboardOnly() {
        shop.json(Map.of(
                        "listings",
                        IntStream.range(0, 50)
                                .mapToObj(i -> TestListings.listing("l" + i, TestListings.md5()))
                                .toList()))
                .post(TestListings.path(ivory))
                .then()
                .statusCode(200);
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
            Page page = browser.open(queue());
            assertThat(page.locator("tbody tr")).hasCount(50);
            browser.inspect("queue");
            review(page);
            for (int i = 0; i < 50; i++) {
                assertThat(page.getByRole(AriaRole.HEADING, level(1))).containsText("l" + i);
                if (i == 0) {
                    browser.inspect("listing");
                }
                String here = page.url();
                press(page, i % 3 == 2 ? "r" : "a");
                page.waitForURL(url -> !url.equals(here));
            }
            assertThat(page.locator(".empty")).isVisible();
            browser.inspect("queue-empty");
            Await.until("all are decided", EFFECT, () -> states().stream().noneMatch("pending"::equals));
            assertEquals(34, states().stream().filter("approved"::equals).count());
            assertEquals(16, states().stream().filter("rejected"::equals).count());
        }
    }

    private List<String> states() {
        return shop.request()
                .get("/api/v1/collections/" + ivory + "/listings?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.state");
    }

    @Test
    void twoPeopleSeeEachOtherAndTheFirstDecisionCounts() {
        send(shop, "one");
        send(shop, "two");
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        TestStaff ben = TestStaff.with(StaffRole.REVIEWER);
        try (Browser first = Browser.signedIn(ana);
                Browser second = Browser.signedIn(ben).expecting(409)) {
            Page hers = first.open(queue());
            review(hers);
            assertThat(hers.getByRole(AriaRole.HEADING, level(1))).containsText("one");

            Page his = second.open(queue());
            assertThat(his.locator("tbody tr").first()).containsText("is at it");
            review(his);
            assertThat(his.getByRole(AriaRole.HEADING, level(1))).containsText("two");

            his.navigate(hers.url());
            assertThat(his.locator("#claim")).containsText("is looking at this listing now");
            press(hers, "a");
            assertThat(hers.locator(".held")).containsText("Approved");
            press(his, "r");
            assertThat(his.locator("main")).containsText("Somebody has just decided this");
        }
        Await.until("hers counts", EFFECT, () -> states().contains("approved"));
        assertTrue(!states().contains("rejected"));
    }

    @Test
    void anApprovalIsUndoneBeforeAnybodyHasHeardOfIt() {
        send(shop, "one");
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
            Page page = browser.open(queue());
            review(page);
            press(page, "a");
            assertThat(page.locator(".held")).containsText("Approved");
            press(page, "u");
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).containsText("one");
            assertThat(page.locator(".held")).hasCount(0);
            assertThat(button(page, "Approve")).isVisible();
            assertEquals(List.of("pending"), states());
            shop.request()
                    .get("/api/v1/collections/" + ivory + "/feed")
                    .then()
                    .statusCode(200)
                    .body("head", equalTo(0));

            press(page, "a");
            assertThat(page.locator(".held")).containsText("Approved");
            browser.inspect("queue-undo"); // takes longer than a decision can be undone
        }
    }

    @Test
    void aReturnNeedsAReasonAndTheMemberReadsIt() {
        send(shop, "one");
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(422)) {
            Page page = browser.open(queue());
            review(page);
            press(page, "b");
            assertThat(page.locator("#fault")).containsText("Write what the member should change");
            assertThat(page.locator("#reason")).isFocused();
            browser.inspect("listing-fault");
            page.keyboard().type("Which species? a, r and b are letters here.");
            page.keyboard().press("Tab");
            press(page, "b");
            assertThat(page.locator(".held")).containsText("Returned");
        }
        Await.until("it is returned", EFFECT, () -> states().contains("returned"));
    }

    @Test
    void labelsAreCorrectedWithTheFaultsNamed() {
        send(shop, "one");
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(422)) {
            Page page = browser.open(queue());
            review(page);
            press(page, "l");
            page.locator("#country").fill("q1");
            page.locator("#scientificName").fill("Elephas maximus");
            button(page, "Approve with these labels").click();
            assertThat(page.locator("#country-error")).isVisible();
            assertThat(page.locator("#scientificName")).hasValue("Elephas maximus");
            browser.inspect("listing-labels");
            page.locator("#country").fill("TH");
            button(page, "Approve with these labels").click();
            assertThat(page.locator(".held")).containsText("Approved");
        }
        Await.until(
                "it is in the feed with them",
                EFFECT,
                () -> shop.request()
                        .get("/api/v1/collections/" + ivory + "/feed")
                        .jsonPath()
                        .getList("entries.indicator.labels.taxon.scientificName")
                        .contains("Elephas maximus"));
    }

    @Test
    void aFamilyAndASubmissionAreDecidedAtOnce() {
        String bangles = TestPictures.pdq();
        String first = sendPicture("a", bangles);
        sendPicture("b", TestPictures.near(bangles, 9));
        submit(
                shop,
                ivory,
                TestListings.listing("c", TestListings.md5()),
                TestListings.listing("d", TestListings.md5()));
        Await.until(
                "the family is known",
                EFFECT,
                () -> staff.request()
                                .get("/api/v1/review/listings/" + first)
                                .jsonPath()
                                .getList("near")
                                .size()
                        == 1);
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
            Page page = browser.open("/console/listings/" + first + "?collection=" + ivory);
            browser.inspect("listing-family");
            press(page, "f");
            assertThat(page.locator(".held")).containsText("and 1 like it");
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).containsText("c");
            button(page, "Reject all of the submission").click();
            assertThat(page.locator(".empty")).isVisible();
        }
        Await.until("all are decided", EFFECT, () -> states().stream().noneMatch("pending"::equals));
        assertEquals(2, states().stream().filter("approved"::equals).count());
        assertEquals(2, states().stream().filter("rejected"::equals).count());
    }

    @Test
    void whatMembersTypeIsText() {
        for (String corpus : List.of(
                "<script>document.title='x'</script>",
                "\"><img src=x onerror=alert(1)>",
                "'-alert(1)-'",
                "{{7*7}}{config}",
                "javascript:alert(1)",
                "</textarea><svg onload=alert(1)>")) {
            Map<String, Object> labels = Map.of(
                    "taxon",
                    Map.of("scientificName", "Manis javanica", "nameAsReported", corpus),
                    "policyCategory",
                    "pangolin");
            Map<String, Object> listing = TestListings.listing(corpus, TestListings.md5());
            submit(shop, ivory, TestListings.with(TestListings.with(listing, "note", corpus), "labels", labels));
        }
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
            Page page = browser.open(queue() + "&order=risk");
            assertThat(page.locator("tbody tr")).hasCount(6);
            review(page);
            for (int i = 0; i < 6; i++) {
                assertThat(page.locator("img, svg, main script")).hasCount(0);
                assertThat(page.locator(".typed").first()).isVisible();
                assertThat(page).hasTitle(Pattern.compile(".+ · Alarmcall"));
                String here = page.url();
                press(page, "a");
                page.waitForURL(url -> !url.equals(here));
            }
        }
    }

    @Test
    void filtersAndOrderGoAlong() {
        ApiClient trusted = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        send(shop, "waits");
        send(trusted, "live");
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
            Page page = browser.open(queue() + "&order=risk");
            assertThat(page.locator("tbody tr").first()).containsText("live in the feed");
            page.locator("#member").selectOption(shop.member());
            button(page, "Show").click();
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.locator("tbody tr")).containsText("waits");
            review(page);
            press(page, "a");
            assertThat(page.locator(".empty")).containsText("Nothing here for these filters");
            assertTrue(page.url().contains("member=" + shop.member()));
        }
    }

    private String sendPicture(String reference, String pdq) {
        return submit(shop, ivory, TestPictures.listing(reference, pdq))
                .extract()
                .path("results[0].listingId");
    }

    private void send(ApiClient member, String reference) {
        submit(member, ivory, TestListings.listing(reference, TestListings.md5()));
    }

    /** From the queue to its first listing. */
    private static void review(Page queue) {
        press(queue, "n");
        assertThat(queue.locator(".decision")).isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
