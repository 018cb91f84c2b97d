package org.alarmcall.console.queue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
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

/** Reviewing what looks alike, family by family. */
@QuarkusTest
class FamilyQueueTest {

    private static final Duration EFFECT = Duration.ofSeconds(60);
    private static final Pattern LINE = Pattern.compile(
            "<th scope=\"row\"><a href=\"[^\"]*\">([^<]*)</a>.*?(?:<span class=\"tag\">(\\d+) that look alike</span>)?</th>");

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

    @Test
    void aReviewerGoesThroughTheFamiliesWithTheKeyboardOnly() {
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        send("alone", TestPictures.pdq());
        family("coins", 2);
        family("bangles", 4);
        awaitLines(ana, "bangles-0 4", "coins-0 2", "alone");
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = browser.open("/console/queue?collection=" + ivory);
            assertThat(page.locator("tbody tr").first()).containsText("alone");
            chooseOrder(page, "family");
            assertThat(page.locator("tbody tr")).hasCount(3);
            assertThat(page.locator("tbody tr").first()).containsText("4 that look alike");
            browser.inspect("queue-family");

            press(page, "n");
            assertThat(heading(page)).containsText("bangles-0");
            assertThat(page.locator("input[name=near]")).hasCount(3);
            press(page, "n");
            assertThat(heading(page)).containsText("coins-0");
            press(page, "n");
            assertThat(heading(page)).containsText("alone");
            press(page, "n");
            assertThat(heading(page)).containsText("bangles-0");
            press(page, "n");
            assertThat(heading(page)).containsText("coins-0");
            press(page, "x");
            assertThat(page.locator(".held").first()).containsText("coins-0 and 1 like it");
            assertThat(heading(page)).containsText("bangles-0");
            press(page, "f");
            assertThat(page.locator(".held").first()).containsText("bangles-0 and 3 like it");
            assertThat(heading(page)).containsText("alone");
            press(page, "a");
            assertThat(page.locator(".empty")).isVisible();
            assertTrue(page.url().contains("order=family"));
        }
        Await.until("all are decided", EFFECT, () -> waiting().isEmpty());
        assertEquals(5, states().stream().filter("approved"::equals).count());
        assertEquals(2, states().stream().filter("rejected"::equals).count());
    }

    @Test
    void hundredsOfCopiesAreOneThingToDo() {
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        String picture = TestPictures.pdq();
        shop.json(Map.of(
                        "listings",
                        IntStream.range(0, 500)
                                .mapToObj(i -> TestPictures.listing("copy-" + i, TestPictures.near(picture, i % 8)))
                                .toList()))
                .post(TestListings.path(ivory))
                .then()
                .statusCode(200);
        Await.until("they are one line", EFFECT, () -> {
            List<String> lines = lines(ana, "");
            return lines.size() == 1 && lines.get(0).endsWith(" 500");
        });
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = browser.open("/console/queue?order=family&collection=" + ivory);
            press(page, "n");
            assertThat(page.locator("input[name=near]")).hasCount(499);
            browser.inspect("listing-family-large");
            press(page, "f");
            assertThat(page.locator(".held")).containsText("and 499 like it");
            assertThat(page.locator(".empty")).isVisible();
        }
        Await.until("all are decided", EFFECT, () -> waiting().isEmpty());
    }

    @Test
    void whatSomebodyElseDecidedMeanwhileIsLeftAndThePersonIsToldHowMuch() {
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        List<UUID> bangles = family("bangles", 5);
        awaitLines(ana, "bangles-0 5");
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = browser.open("/console/listings/" + bangles.get(0) + "?order=family&collection=" + ivory);
            assertThat(page.locator("input[name=near]")).hasCount(4);
            staff.json(Map.of("decision", "reject"))
                    .post("/api/v1/review/listings/" + bangles.get(1) + "/decision")
                    .then()
                    .statusCode(200);
            send("bangles-2", TestPictures.pdq());
            press(page, "f");
            assertThat(page.locator(".held"))
                    .containsText("bangles-0 and those like it: 3 of 5. Decided or changed meanwhile, and left: 2");
        }
        Await.until("three are decided", EFFECT, () -> waiting().equals(List.of("bangles-2")));
        assertEquals(3, states().stream().filter("approved"::equals).count());
    }

    @Test
    void pagesFollowEachOtherByFamily() {
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        family("pair", 2);
        shop.json(Map.of(
                        "listings",
                        IntStream.range(0, 60)
                                .mapToObj(i -> TestPictures.listing("l" + i, TestPictures.pdq()))
                                .toList()))
                .post(TestListings.path(ivory))
                .then()
                .statusCode(200);
        Await.until("the pair is one line", EFFECT, () -> lines(ana, "").get(0).equals("pair-0 2"));
        String first = queue(ana, "");
        String cursor = Pattern.compile("cursor=([\\w-]+)")
                .matcher(first)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertEquals(50, lines(ana, "").size());
        List<String> rest = lines(ana, "&cursor=" + cursor);
        assertEquals(11, rest.size());
        assertTrue(lines(ana, "").stream().noneMatch(rest::contains));
        console(ana).get("/console/queue?order=family&cursor=MDo").then().statusCode(400);
    }

    @Test
    void theFamilyOfAnotherCollectionIsNotOnThePage() {
        TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
        String horn = members.collection();
        ApiClient zoo = members.member(Trust.STANDARD, horn, Access.READ_WRITE);
        String picture = TestPictures.pdq();
        UUID here = send("here", picture);
        submit(zoo, horn, TestPictures.listing("there", picture));
        send("here too", picture);
        awaitLines(ana, "here 2");
        String page = console(ana)
                .get("/console/listings/" + here + "?order=family")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(page.contains("here too"));
        assertTrue(!page.contains("there"));
        console(ana)
                .get("/console/queue?order=family&collection=no-such")
                .then()
                .statusCode(404);
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /** As by hand: to the field by the tabulator, to its choice by the arrows, to the button. */
    private static void chooseOrder(Page page, String order) {
        tabTo(page, "document.activeElement.id === 'order'");
        for (int i = 0; i < 5 && !page.locator("#order").inputValue().equals(order); i++) {
            page.keyboard().press("ArrowDown");
        }
        tabTo(page, "document.activeElement.textContent === 'Show'");
        page.keyboard().press("Enter");
    }

    private static void tabTo(Page page, String there) {
        for (int i = 0; i < 50 && !(Boolean) page.evaluate(there); i++) {
            page.keyboard().press("Tab");
        }
        assertTrue((Boolean) page.evaluate(there), there);
    }

    private UUID send(String reference, String pdq) {
        return UUID.fromString(submit(shop, ivory, TestPictures.listing(reference, pdq))
                .extract()
                .path("results[0].listingId"));
    }

    private List<UUID> family(String name, int size) {
        String picture = TestPictures.pdq();
        return IntStream.range(0, size)
                .mapToObj(i -> send(name + "-" + i, TestPictures.near(picture, i)))
                .toList();
    }

    private static RequestSpecification console(TestStaff person) {
        return RestAssured.given().noFilters().redirects().follow(false).cookie("alarmcall", person.session());
    }

    private String queue(TestStaff person, String more) {
        return console(person)
                .get("/console/queue?order=family&collection=" + ivory + more)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private List<String> lines(TestStaff person, String more) {
        return LINE.matcher(queue(person, more))
                .results()
                .map(FamilyQueueTest::line)
                .toList();
    }

    private static String line(MatchResult line) {
        return line.group(1) + (line.group(2) == null ? "" : " " + line.group(2));
    }

    private void awaitLines(TestStaff person, String... expected) {
        Await.until(
                List.of(expected).toString(), EFFECT, () -> lines(person, "").equals(List.of(expected)));
    }

    private List<String> waiting() {
        return staff.request()
                .get("/api/v1/review/queue?collection=" + ivory)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.reference");
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
}
