package org.alarmcall.console.tactics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of tactics and code words in a browser; what the doors do is tested with them. */
@QuarkusTest
class TacticPagesTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'{cdi:console.csrf}";

    private TestMembers members;
    private String collection;
    private ApiClient shop;

    @BeforeEach
    void haveAMember() {
        members = TestMembers.here();
        collection = members.collection();
        shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    }

    private String path() {
        return "/api/v1/collections/" + collection + "/tactics";
    }

    /** Of the days of a test, also when it runs over midnight. */
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private String day(int days) {
        return today.plusDays(days).toString();
    }

    private static Map<String, Object> word(String term, String sunset) {
        return Map.of(
                "term", term, "language", "en", "meaning", "ivory", "requires", List.of("carved"), "sunset", sunset);
    }

    private static Map<String, Object> tactic(String title, String narrative, List<?> codeWords) {
        Map<String, Object> tactic = new LinkedHashMap<>();
        tactic.put("title", title);
        tactic.put("narrative", narrative);
        tactic.put("firstSeen", "2026-11-20T09:30:00Z");
        tactic.put(
                "labels",
                Map.of(
                        "taxon",
                        Map.of("scientificName", "Loxodonta africana"),
                        "term",
                        "IVC",
                        "language",
                        "en",
                        "policyCategory",
                        "ivory"));
        tactic.put("techniques", List.of("code-words", "no-words"));
        tactic.put("codeWords", codeWords);
        return tactic;
    }

    private String report(Map<String, Object> tactic) {
        return shop.json(tactic).post(path()).then().statusCode(201).extract().path("id");
    }

    private String published(Map<String, Object> tactic) {
        String id = report(tactic);
        members.staff()
                .json(Map.of("decision", "approve"))
                .post("/api/v1/review/tactics/" + id + "/decision")
                .then()
                .statusCode(200);
        return id;
    }

    @Test
    void aLeadSeesThatAMemberHasTakenBackWhatOthersStandBehind() {
        String id = published(tactic("Ivory as white plastic", "Bangles are offered.", List.of()));
        ApiClient rival = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        String twin = rival.json(tactic("White plastic again", "Bangles are offered.", List.of()))
                .post(path())
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        members.staff()
                .json(Map.of("into", id))
                .post("/api/v1/review/tactics/" + twin + "/merge")
                .then()
                .statusCode(200);
        shop.request().delete(path() + "/" + id).then().statusCode(204);
        try (Browser browser = Browser.signedIn(StaffRole.LEAD)) {
            Page page = browser.open("/console/tactics?state=approved&collection=" + collection);
            assertThat(page.locator("tbody tr")).containsText("took it back");
            browser.open("/console/tactics/" + id);
            assertThat(page.getByText("It stays published as long as others")).isVisible();
            assertThat(page.locator("ul li").filter(new Locator.FilterOptions().setHasText(rival.member())))
                    .hasCount(1);
            browser.inspect("tactic-taken-back");
        }
    }

    @Test
    void aLeadFindsEditsAndPublishesAReportByKeys() {
        String id = report(tactic(
                "Ivory as white plastic",
                "Bangles are offered.\nThe price stands in the picture.",
                List.of(word("white plastic", day(90)), word("bone", day(90)))));
        shop.json(Map.of("listings", List.of(TestListings.listing(HOSTILE, TestListings.md5()))))
                .post("/api/v1/collections/" + collection + "/submissions")
                .then()
                .statusCode(200);
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(422)) {
            Page page = browser.open("/console/tactics?collection=" + collection + "&technique=no-words&language=en");
            assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
            browser.inspect("tactics");
            press(page, "o");
            assertThat(heading(page)).hasText("Ivory as white plastic");
            assertThat(page.getByText("a picture alone, without words that tell"))
                    .isVisible();
            browser.inspect("tactic");
            press(page, "l");
            assertThat(page.locator("tbody th")).hasText(HOSTILE);
            browser.inspect("tactic-listings");
            press(page, "b");
            assertThat(heading(page)).hasText("Ivory as white plastic");
            press(page, "e");
            page.getByLabel("Title").fill("Ivory offered as plastic");
            page.getByLabel("Remove this code word").nth(1).check();
            button(page, "More code words").click();
            assertThat(page.getByLabel("Title")).hasValue("Ivory offered as plastic");
            assertThat(page.locator("#wordTerm2")).isFocused();
            page.keyboard().type("red jelly");
            page.locator("#wordMeaning2").fill("helmeted hornbill");
            page.locator("#wordSunset2").fill(day(30));
            button(page, "Publish with these changes").click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing is published yet");
            assertThat(page.locator("#wordLanguage2")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#wordTerm2")).hasValue("red jelly");
            assertThat(page.getByLabel("Remove this code word").nth(1)).isChecked();
            browser.inspect("tactic-edit");
            page.locator("#wordLanguage2").fill("en");
            button(page, "Publish with these changes").click();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("It is published."))
                    .isVisible();
        }
        shop.request()
                .get(path() + "/" + id)
                .then()
                .body("state", is("approved"))
                .body("title", is("Ivory offered as plastic"))
                .body("narrative", is("Bangles are offered.\nThe price stands in the picture."))
                .body("labels.term", is("IVC"))
                .body("codeWords.term", contains("white plastic", "red jelly"));
    }

    @Test
    void whatSomebodyElseDecidedIsShownAndNothingTypedIsLost() {
        String id = report(tactic("Bangles in a bag", "They are sent in a bag.", List.of()));
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(409)) {
            Page page = browser.open("/console/tactics/" + id + "/edit");
            page.getByLabel("Title").fill("My better title");
            shop.json(tactic("Bangles in a box", "They are sent in a box.", List.of()))
                    .put(path() + "/" + id)
                    .then()
                    .statusCode(200);
            button(page, "Publish with these changes").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Somebody else has changed this");
            assertThat(page.getByText("They are sent in a box.").first()).isVisible();
            assertThat(page.getByLabel("Title")).hasValue("My better title");
            browser.inspect("tactic-edit-conflict");
            button(page, "Publish with these changes").click();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("It is published."))
                    .isVisible();
        }
        shop.request().get(path() + "/" + id).then().body("title", is("My better title"));
    }

    @Test
    void ofTwoDecisionsOneWinsAndTheOtherSeesIt() {
        String id = report(tactic("Horn as a walking stick", "It is called a walking stick.", List.of()));
        TestStaff first = TestStaff.with(StaffRole.LEAD);
        try (Browser one = Browser.signedIn(first);
                Browser other = Browser.signedIn(StaffRole.LEAD).expecting(409)) {
            Page winner = one.open("/console/tactics/" + id);
            Page loser = other.open("/console/tactics/" + id);
            loser.getByLabel("Reason, for the member").fill("Where was it seen?");
            press(winner, "a");
            assertThat(winner.getByRole(AriaRole.STATUS).getByText("It is published."))
                    .isVisible();
            button(loser, "Send back").click();
            assertThat(loser.getByRole(AriaRole.ALERT)).containsText("by staff:" + first.login());
            assertThat(loser.getByText("Where was it seen?")).isVisible();
            other.inspect("tactic-conflict");

            button(winner, "Take out").click();
            button(winner, "Yes, do it").click();
            assertThat(winner.getByRole(AriaRole.STATUS).getByText("It is out of the feed."))
                    .isVisible();
        }
        shop.request().get(path() + "/" + id).then().body("state", is("withdrawn"));
    }

    @Test
    void aReportIsSentBackWithAReasonOnly() {
        String id = report(tactic("Something", "Somewhere.", List.of()));
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(422)) {
            Page page = browser.open("/console/tactics/" + id);
            button(page, "Send back").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("needs a reason");
            press(page, "r");
            page.keyboard().type("Say where. And when? a e");
            button(page, "Send back").click();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("It is sent back"))
                    .isVisible();
        }
        shop.request()
                .get(path() + "/" + id)
                .then()
                .body("state", is("returned"))
                .body("reason", is("Say where. And when? a e"));
    }

    @Test
    void twinsAreMergedSideBySide() {
        String text = "Bangles are offered as white plastic and the price stands in the picture only";
        String kept = published(tactic("Ivory as plastic", text + ".", List.of(word("white plastic", day(90)))));
        String twin = report(tactic("Ivory as resin", text + ", too.", List.of(word("resin", day(30)))));
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(409)) {
            Page page = browser.open("/console/tactics?collection=" + collection);
            assertThat(page.getByRole(AriaRole.ROW)
                            .nth(1)
                            .getByRole(AriaRole.CELL)
                            .last())
                    .hasText("1");
            browser.open("/console/tactics/" + twin);
            press(page, "1");
            assertThat(heading(page)).hasText("Two reports side by side");
            assertThat(page.getByRole(AriaRole.ROW).nth(1).locator("mark")).hasText(new String[] {"resin", "plastic"});
            assertThat(button(page, "Keep this one, merge the other into it")).hasCount(1);
            browser.inspect("tactics-compare");
            shop.json(tactic("Ivory as resin", text + ", three.", List.of(word("resin", day(30)))))
                    .put(path() + "/" + twin)
                    .then()
                    .statusCode(200);
            press(page, "2");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Somebody else has changed this");
            assertThat(page.getByText("three").first()).isVisible();
            press(page, "2");
            assertThat(page.getByRole(AriaRole.STATUS).getByText("The two are one report now."))
                    .isVisible();
        }
        shop.request().get(path() + "/" + kept).then().body("title", is("Ivory as plastic"));
        shop.request().get(path() + "/" + twin).then().body("mergedInto", is(kept));
        shop.request()
                .get("/api/v1/collections/" + collection + "/code-words")
                .then()
                .body("items.term", containsInAnyOrder("resin", "white plastic"));
    }

    @Test
    void aCodeWordIsRenewedAndTwoPeopleDoNotOverwriteEachOther() {
        published(tactic("One", "Text.", List.of(word("late", day(300)), word("soon", day(20)))));
        try (Browser one = Browser.signedIn(StaffRole.LEAD).expecting(422);
                Browser other = Browser.signedIn(StaffRole.LEAD).expecting(409)) {
            Page page = one.open("/console/code-words?collection=" + collection);
            Page slow = other.open("/console/code-words?language=en&collection=" + collection);
            assertThat(page.locator("tbody tr").first()).containsText("soon");
            assertThat(page.locator("tbody tr").first()).containsText("ends in 1");
            one.inspect("code-words");
            page.getByLabel("New end: soon").fill("2020-01-01");
            button(page, "Renew “soon”").click();
            assertThat(page.getByText("is not in the future")).isVisible();
            page.getByLabel("New end: soon").first().fill(day(200));
            button(page, "Renew “soon”").first().click();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("“soon” stays until"))
                    .isVisible();

            slow.getByLabel("New end: soon").fill(day(100));
            button(slow, "Renew “soon”").click();
            assertThat(slow.getByRole(AriaRole.ALERT)).containsText("Somebody else has changed this");
            assertThat(slow.getByLabel("New end: soon").first()).hasValue(day(100));
            other.inspect("code-words-conflict");

            one.open("/console/code-words?show=ended&collection=" + collection);
            assertThat(page.getByText("No code word fits")).isVisible();
        }
        shop.request()
                .get("/api/v1/collections/" + collection + "/code-words?q=soon")
                .then()
                .body("items[0].sunset", equalTo(day(200) + "T00:00:00Z"));
    }

    /** Closing the browser fails when a script ran or the page broke its policy. */
    @Test
    void whatMembersTypeIsTextOnEveryPage() {
        String text = HOSTILE + " Bangles are offered as white plastic and the price stands in the picture only";
        Map<String, Object> hostile = tactic(
                HOSTILE,
                text + "</textarea><script>alert(2)</script>\n\n" + "象".repeat(4_500),
                List.of(Map.of(
                        "term",
                        HOSTILE,
                        "language",
                        "en",
                        "meaning",
                        HOSTILE,
                        "requires",
                        List.of(HOSTILE),
                        "excludes",
                        List.of("</textarea>" + HOSTILE),
                        "sunset",
                        day(90) + "T11:22:33Z")));
        hostile.put(
                "labels",
                Map.of(
                        "taxon",
                        Map.of("scientificName", "Loxodonta africana", "nameAsReported", HOSTILE),
                        "term",
                        "IVS",
                        "policyCategory",
                        "ivory"));
        String first = published(hostile);
        String id = report(hostile);
        Response before = shop.request().get(path() + "/" + id);
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(422)) {
            Page page = browser.page();
            page.onDialog(dialog -> {
                throw new AssertionError("a script ran: " + dialog.message());
            });
            for (String address : List.of(
                    "/console/tactics?collection=" + collection,
                    "/console/tactics?collection=" + collection + "&q=%3Cscript%3Ealert(3)%3C/script%3E",
                    "/console/tactics/" + id,
                    "/console/tactics/" + id + "/edit",
                    "/console/tactics/" + id + "/compare/" + first,
                    "/console/code-words?collection=" + collection)) {
                browser.open(address);
                assertThat(page.locator("main img, main script")).hasCount(0);
            }
            assertThat(page.getByText(HOSTILE).first()).isVisible();
            browser.open("/console/tactics/" + id + "/edit");
            assertThat(page.getByLabel("Title")).hasValue(HOSTILE);
            assertThat(page.locator("#wordExcludes0")).hasValue("</textarea>" + HOSTILE);
            browser.inspect("tactic-hostile");
            button(page, "Publish with these changes").click();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("It is published."))
                    .isVisible();
        }
        // What nobody touched in the form is as it was.
        Response stored = shop.request().get(path() + "/" + id);
        for (String field : List.of("title", "narrative", "labels", "techniques", "codeWords")) {
            assertEquals(before.<Object>path(field), stored.<Object>path(field), field);
        }
    }

    @Test
    void reviewersReadAndLeadsDecide() {
        String id = report(tactic("To read", "Only to read.", List.of()));
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(403)) {
            Page page = browser.open("/console/tactics/" + id);
            assertThat(page.getByText("A lead decides")).isVisible();
            assertThat(button(page, "Publish as it is")).hasCount(0);
            browser.open("/console/tactics/" + id + "/edit");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            browser.open("/console/tactics?state=rejected&collection=" + collection);
            assertThat(page.getByText("No report fits")).isVisible();
            browser.inspect("tactics-empty");
        }
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
