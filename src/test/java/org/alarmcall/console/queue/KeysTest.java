package org.alarmcall.console.queue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.alarmcall.desk.HeldDecisions;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a key or a click must not do by accident. */
@QuarkusTest
class KeysTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    HeldDecisions held;

    private final TestMembers members = TestMembers.here();
    private final TestStaff ana = TestStaff.with(StaffRole.REVIEWER);
    private String collection = "";
    private ApiClient shop;

    @BeforeEach
    void threeListingsWait() {
        collection = members.collection();
        shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        for (String reference : List.of("one", "two", "three")) {
            submit(shop, collection, TestListings.listing(reference, TestListings.md5()));
        }
    }

    @Test
    void aKeyHeldDownDecidesOnce() {
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = listing(browser);
            press(page, "Shift"); // now keys work
            page.keyboard().down("a");
            assertThat(heading(page)).containsText("two");
            page.locator("body[data-keys]").waitFor();
            page.keyboard().down("a");
            page.keyboard().down("a");
            page.keyboard().up("a");
            press(page, "q");
            assertThat(page.locator("tbody tr")).hasCount(2);
            assertEquals(1, decisions());
        }
    }

    @Test
    void enterInTheReasonDecidesNothing() {
        try (Browser browser = Browser.signedIn(ana).expecting(422)) {
            Page page = listing(browser);
            press(page, "b");
            assertThat(page.locator("#reason")).isFocused();
            page.keyboard().type("What is it made of?");
            page.keyboard().press("Enter");
            assertThat(page.locator("#reason")).hasValue("What is it made of?");
            assertEquals(0, decisions());
        }
    }

    @Test
    void twoClicksAtOnceSendOneForm() {
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = listing(browser);
            page.evaluate("() => { const a = document.querySelector('[data-key=a]'); a.click(); a.click(); }");
            assertThat(page.locator(".held")).containsText("Approved");
            assertThat(heading(page)).containsText("two");
            assertEquals(1, decisions());
        }
    }

    @Test
    void whoCannotUseSingleKeysTurnsThemOff() {
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = listing(browser);
            button(page, "Keys").click();
            assertThat(page.locator("#keys dl")).containsText("Approve");
            browser.inspect("keys");
            button(page, "Turn single keys off in this browser").click();
            button(page, "Close").click();
            page.reload();
            press(page, "a");
            press(page, "?");
            assertThat(page.locator("#keys")).isHidden();
            assertThat(heading(page)).containsText("one");
            assertEquals(0, decisions());

            button(page, "Keys").click();
            button(page, "Turn single keys on in this browser").click();
            button(page, "Close").click();
            press(page, "a");
            assertThat(heading(page)).containsText("two");
        }
    }

    @Test
    void theWayBackShowsAPageThatKeysWaitFor() {
        try (Browser browser = Browser.signedIn(ana)) {
            Page page = listing(browser);
            page.locator("body[data-keys]").waitFor();
            page.evaluate("""
                    () => {
                      dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
                      document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "a", bubbles: true}));
                    }""");
            press(page, "q");
            assertThat(page.locator("tbody tr")).hasCount(3);
            assertEquals(0, decisions());
        }
    }

    private Page listing(Browser browser) {
        Page page = browser.open("/console/queue?collection=" + collection);
        page.locator("tbody a").first().click();
        assertThat(heading(page)).containsText("one");
        return page;
    }

    /** Those that wait to take effect, and those that have. */
    private long decisions() {
        long waiting = held.waiting(SYSTEM).stream()
                .filter(decision -> decision.by().login().equals(ana.login()))
                .count();
        List<String> states = shop.request()
                .get("/api/v1/collections/" + collection + "/listings")
                .then()
                .statusCode(200)
                .extract()
                .path("items.state");
        return waiting
                + states.stream().filter(state -> !state.equals("pending")).count();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
