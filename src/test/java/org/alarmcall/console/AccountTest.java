package org.alarmcall.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.alarmcall.member.StaffRole;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

/** A person looks after the ways in which it signs in. */
@QuarkusTest
class AccountTest {

    private final TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);

    @Test
    void whoConfirmsWithACodeAddsRenamesAndRemoves() {
        reviewer.growOld();
        try (Browser browser = Browser.signedIn(reviewer).expecting(422)) {
            browser.addAuthenticator();
            Page page = browser.open("/console/account");
            assertThat(factors(page)).hasCount(1);
            assertThat(button(page, "Make a passkey on this device")).hasCount(0);
            browser.inspect("account-unconfirmed");
            page.getByText("Confirm that it is you").click();
            confirm(page, "not the password", "123456");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not right");
            browser.inspect("account-confirm");
            confirm(page, reviewer.password(), reviewer.code());
            assertThat(heading(page)).hasText("Your account");
            assertThat(page.getByText("Your last one")).isVisible();

            page.getByLabel("A name for it").fill("Laptop \"<b>\"");
            button(page, "Make a passkey on this device").click();
            assertThat(factors(page)).hasCount(2);
            assertThat(factors(page).nth(1)).containsText("Laptop \"<b>\"");
            assertThat(factors(page).nth(1)).containsText("never");
            browser.inspect("account-factors");
            button(page, "Remove: Authenticator app").click();
            assertThat(factors(page)).hasCount(1);
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name: Laptop"))
                    .fill("Old laptop");
            button(page, "Rename: Laptop \"<b>\"").click();
            assertThat(factors(page)).containsText(new String[] {"Old laptop"});
            assertThat(page.getByText("Your last one")).isVisible();
        }
    }

    @Test
    void whoConfirmsWithAPasskeyReplacesTheAppAndMakesRecoveryCodes() {
        try (Browser browser = Browser.signedIn(reviewer).expecting(422)) {
            browser.addAuthenticator();
            Page page = browser.open("/console/account");
            page.getByLabel("A name for it").fill("Laptop");
            button(page, "Make a passkey on this device").click();
            assertThat(factors(page)).hasCount(2);
            reviewer.growOld();
            button(page, "Make new ones").click();
            assertThat(heading(page)).hasText("Confirm that it is you");
            browser.inspect("account-confirm-passkey");
            confirm(page, reviewer.password(), "");
            assertThat(heading(page)).hasText("Your account");
            assertThat(factors(page).nth(1)).not().containsText("never");

            page.getByText("Replace the authenticator app").click();
            String key = page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                    .inputValue();
            page.getByLabel("Code").fill("no");
            button(page, "Use this app").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is not right");
            assertThat(page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(key);
            browser.inspect("account-app");
            page.getByLabel("Code").fill(TestStaff.code(key));
            button(page, "Use this app").click();
            assertThat(heading(page)).hasText("Your account");
            assertThat(factors(page)).hasCount(2);
            button(page, "Make new ones").click();
            assertThat(page.locator(".codes li")).hasCount(10);
        }
    }

    @Test
    void aCodeIsSentWhereThePasskeyFailed() {
        try (Browser browser = Browser.signedIn(reviewer)) {
            String device = browser.addAuthenticator();
            Page page = browser.open("/console/account");
            page.getByLabel("A name for it").fill("Laptop");
            button(page, "Make a passkey on this device").click();
            assertThat(factors(page)).hasCount(2);
            browser.removeAuthenticator(device);
            browser.addAuthenticator();
            reviewer.growOld();
            button(page, "Make new ones").click();
            confirm(page, reviewer.password(), "");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            confirm(page, reviewer.password(), reviewer.code());
            assertThat(heading(page)).hasText("Your account");
        }
    }

    @Test
    void whoRemovesALostDeviceIsSignedOutOnIt() {
        try (Browser lost = Browser.open();
                Browser browser = Browser.signedIn(reviewer)) {
            Page stolen = lost.open("/console/queue");
            stolen.getByLabel("Login").fill(reviewer.login());
            stolen.getByLabel("Password").fill(reviewer.password());
            button(stolen, "Next").click();
            stolen.getByLabel("Code").fill(reviewer.code());
            button(stolen, "Sign in").click();
            assertThat(heading(stolen)).hasText("Queue");

            browser.addAuthenticator();
            Page page = browser.open("/console/account");
            page.getByLabel("A name for it").fill("Laptop");
            button(page, "Make a passkey on this device").click();
            assertThat(factors(page)).hasCount(2);
            button(page, "Remove: Authenticator app").click();
            assertThat(factors(page)).hasCount(1);
            lost.open("/console/queue");
            assertThat(heading(stolen)).hasText("Sign in");
        }
    }

    @Test
    void anAdministratorEndsAPersonsSessions() {
        try (Browser browser = Browser.signedIn(reviewer);
                Browser admin = Browser.signedIn(StaffRole.ADMIN)) {
            Page page = browser.open("/console/queue");
            assertThat(heading(page)).hasText("Queue");
            Page staff = admin.open("/console/staff");
            staff.getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText(reviewer.login()))
                    .getByText("End sessions")
                    .click();
            assertThat(heading(staff)).hasText("Staff");
            browser.open("/console/queue");
            assertThat(heading(page)).hasText("Sign in");
        }
    }

    private static void confirm(Page page, String password, String code) {
        page.getByLabel("Password").fill(password);
        page.getByLabel("Code").fill(code);
        button(page, "Confirm").click();
    }

    private static Locator factors(Page page) {
        return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Your second step"))
                .locator("tbody tr");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
