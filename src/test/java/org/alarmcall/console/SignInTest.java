package org.alarmcall.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.toNextPage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.alarmcall.member.StaffRole;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest {

    @Test
    void aPasswordAndACodeOpenThePageThatWasAskedFor() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.open()) {
            Page page = browser.open("/console/account");
            assertThat(heading(page)).hasText("Sign in");
            browser.inspect("sign-in");
            password(page, reviewer);
            browser.inspect("second-step");
            code(page, reviewer.code());
            assertThat(heading(page)).hasText("Your account");
            browser.inspect("account");
        }
    }

    @Test
    void aWrongCodeOpensNothingAndACodeCountsOnce() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.open().expecting(422)) {
            Page page = browser.open("/console");
            password(page, reviewer);
            String code = reviewer.code();
            code(page, code.equals("123456") ? "654321" : "123456");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
            code(page, code);
            assertThat(heading(page)).hasText("Queue");
            button(page, "Sign out").click();
            password(page, reviewer);
            code(page, code);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
            browser.open("/console/queue");
            assertThat(heading(page)).hasText("Sign in");
        }
    }

    @Test
    void aRecoveryCodeOpensOnce() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        String recovery = reviewer.recoveryCodes().get(0);
        try (Browser browser = Browser.open().expecting(422)) {
            Page page = browser.open("/console");
            password(page, reviewer);
            code(page, recovery.toUpperCase(java.util.Locale.ROOT));
            assertThat(heading(page)).hasText("Queue");
            button(page, "Sign out").click();
            password(page, reviewer);
            code(page, recovery);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
        }
    }

    @Test
    void aWrongPasswordAndALoginThatNobodyHasLookTheSame() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.open().expecting(422)) {
            assertEquals(
                    refusal(browser, reviewer.login(), "not the password"),
                    refusal(browser, TestMembers.name("nobody"), "not the password"));
        }
    }

    @Test
    void anInvitationBecomesAnAccountAndWorksOnce() {
        String login = TestMembers.name("new") + "@example.org";
        String link;
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            Page page = browser.open("/console/staff");
            page.getByLabel("Login").fill(login);
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("<b>Ana</b> \"Reyes\"");
            page.getByLabel("Organisation").fill("TRAFFIC");
            page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("lead");
            button(page, "Make an invitation").click();
            assertThat(heading(page)).hasText("Invitation for <b>Ana</b> \"Reyes\"");
            browser.inspect("invitation");
            link = URI.create(page.getByLabel("Link").inputValue()).getPath();
            browser.open("/console/staff");
            browser.inspect("staff");
        }
        try (Browser browser = Browser.open().expecting(404)) {
            Page page = browser.open(link);
            browser.inspect("invitation-accept");
            page.getByLabel("Password").fill("a sentence of some length");
            button(page, "Next").click();
            String key = page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                    .inputValue();
            browser.inspect("enrol");
            page.getByLabel("Code").fill(TestStaff.code(key));
            button(page, "Next").click();
            assertThat(heading(page)).hasText("Recovery codes");
            assertThat(page.locator(".codes li")).hasCount(10);
            browser.inspect("recovery-codes");
            page.getByText("I have kept them").click();
            assertThat(heading(page)).hasText("Queue");
            browser.open(link);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("was used or has expired");
        }
    }

    @Test
    void aPasskeyIsASecondStepAndTheOneThatWasMadeOnly() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.signedIn(reviewer).expecting(422)) {
            String phone = browser.addAuthenticator();
            Page page = browser.open("/console/account");
            page.getByLabel("A name for it").fill("Laptop");
            button(page, "Make a passkey on this device").click();
            assertThat(button(page, "Rename: Laptop")).isVisible();
            button(page, "Sign out").click();
            password(page, reviewer);
            browser.inspect("second-step-passkey");
            button(page, "Use a passkey").click();
            assertThat(heading(page)).hasText("Queue");
            button(page, "Sign out").click();

            browser.removeAuthenticator(phone);
            browser.addAuthenticator();
            password(page, reviewer);
            button(page, "Use a passkey").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("made no passkey");
        }
    }

    @Test
    void whatAPasskeySignedForOneSignInOpensNoOther() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.signedIn(reviewer).expecting(422)) {
            browser.addAuthenticator();
            Page page = browser.open("/console/account");
            page.getByLabel("A name for it").fill("Laptop");
            button(page, "Make a passkey on this device").click();
            assertThat(button(page, "Rename: Laptop")).isVisible();
            button(page, "Sign out").click();
            password(page, reviewer);
            assertThat(button(page, "Use a passkey")).isVisible();
            String signed = (String) page.evaluate("""
                    async () => {
                      const options = JSON.parse(document.querySelector("[data-passkey]").dataset.options);
                      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
                      return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
                    }""");
            browser.open("/console/sign-in");
            password(page, reviewer);
            assertThat(button(page, "Use a passkey")).isVisible();
            page.evaluate("""
                    signed => {
                      const form = document.querySelector("[data-passkey]");
                      form.elements.credential.value = signed;
                      form.submit();
                    }""", signed);
            assertThat(page.locator("p.wrong:visible")).containsText("not right");
        }
    }

    @Test
    void anAddressThatNoPageHasIsAPageToo() {
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(404)) {
            Page page = browser.open("/console/nothing/here");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("no page");
        }
    }

    @Test
    void aSessionThatIsEndedElsewhereIsOverAtOnce() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser lost = Browser.signedIn(reviewer);
                Browser browser = Browser.open()) {
            Page stolen = lost.open("/console/queue");
            assertThat(heading(stolen)).hasText("Queue");
            Page page = browser.open("/console/account");
            password(page, reviewer);
            code(page, reviewer.code());
            button(page, "End all others").click();
            assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Where you are signed in"))
                            .getByRole(AriaRole.ROW))
                    .hasCount(2);
            lost.open("/console/queue");
            assertThat(heading(stolen)).hasText("Sign in");
        }
    }

    @Test
    void aNewPasswordTakesTheOldOnesPlace() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.signedIn(reviewer).expecting(422)) {
            Page page = browser.open("/console/account");
            page.getByLabel("New password").fill("another sentence");
            button(page, "Change password").click();
            assertThat(page.locator("p.right")).containsText("is changed");
            button(page, "Sign out").click();
            password(page, reviewer);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
        }
    }

    @Test
    void pagesOfAdministratorsAreClosedToReviewers() {
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(403)) {
            Page page = browser.open("/console/staff");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("for the role admin");
        }
    }

    private static String refusal(Browser browser, String login, String password) {
        Page page = browser.open("/console/sign-in");
        page.getByLabel("Login").fill(login);
        page.getByLabel("Password").fill(password);
        button(page, "Next").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        return page.content().replace(login, "");
    }

    private static void password(Page page, TestStaff staff) {
        page.getByLabel("Login").fill(staff.login());
        page.getByLabel("Password").fill(staff.password());
        toNextPage(page, () -> button(page, "Next").click());
    }

    private static void code(Page page, String code) {
        page.getByLabel("Code").fill(code);
        toNextPage(page, () -> button(page, "Sign in").click());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
