package org.alarmcall.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.NewAccount;
import org.alarmcall.staff.StaffAccount;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.KeycloakAdmin;
import org.alarmcall.testing.KeycloakResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Each test signs in somebody else of the realm: they share nobody. */
@QuarkusTest
@WithTestResource(value = KeycloakResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@EnabledIf(
        value = "org.alarmcall.testing.KeycloakResource#isThere",
        disabledReason = "no Keycloak here; this installs it: .ci/keycloak")
class ProviderSignInTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final String CALLBACK = "/console/sign-in/provider/done";

    @Inject
    StaffAccounts accounts;

    @Inject
    AuditLog audit;

    @Test
    void whoHasARoleAtTheProviderComesToThePageThatWasAskedFor() {
        StaffAccount local = accounts.invite(
                        SYSTEM, new NewAccount("lena@example.org", "Another Lena", "TRAFFIC", StaffRole.ADMIN))
                .account();
        try (Browser browser = Browser.open()) {
            Page page = browser.open("/console/account");
            assertThat(page.getByLabel("Login")).isVisible();
            browser.inspect("sign-in-provider");
            signIn(page, "lena");
            assertThat(heading(page)).hasText("Your account");
            assertThat(page.getByText("Lena Okoye, WWF")).isVisible();
            assertThat(page.getByText("Your organisation's provider signs you in"))
                    .isVisible();
            assertThat(page.getByText("Change password")).hasCount(0);
            assertThat(page.getByText("Confirm that it is you")).hasCount(0);
            browser.inspect("account-provider");
        }
        StaffAccount lena = account("lena");
        assertEquals(StaffRole.LEAD, lena.role());
        assertTrue(lena.external());
        assertTrue(audited(lena.login(), "staff.sign_in").matches(".*\"method\": ?\"oidc\".*"));
        assertTrue(accounts.list(SYSTEM).contains(local), "the account with a password is as it was");
    }

    @Test
    void whoHasNoRoleIsToldSoAndGetsNoAccount() {
        try (Browser browser = Browser.open().expecting(403)) {
            Page page = browser.open("/console/queue");
            signIn(page, "nils");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("You have no role in this console");
            browser.inspect("sign-in-refused");
            browser.open("/console/queue");
            assertThat(heading(page)).hasText("Sign in");
        }
        assertTrue(accounts.list(SYSTEM).stream()
                .noneMatch(account -> account.login().startsWith("nils")));
        assertTrue(
                audit
                        .list(SYSTEM, new AuditFilter(null, "staff.sign_in_refused", null, null, null), null, 100)
                        .items()
                        .stream()
                        .anyMatch(entry -> entry.subject().startsWith("nils@example.org~")));
    }

    @Test
    void aDisabledAccountStaysOutUntilItIsEnabled() {
        try (Browser browser = Browser.open()) {
            signIn(browser.open("/console/queue"), "dora");
            assertThat(heading(browser.page())).hasText("Queue");
            accounts.disable(SYSTEM, account("dora").id());
            browser.open("/console/queue");
            assertThat(heading(browser.page())).hasText("Sign in");
        }
        try (Browser browser = Browser.open().expecting(403)) {
            Page page = browser.open("/console/queue");
            signIn(page, "dora");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your account is disabled");
            assertTrue(account("dora").isDisabled());
            assertTrue(accounts.enable(SYSTEM, account("dora").id()).isEmpty(), "nobody is invited");
            page.getByText("Sign in with Keycloak").click(); // knows the browser
            assertThat(heading(page)).hasText("Queue");
        }
    }

    @Test
    void aRoleThatIsTakenAtTheProviderIsGoneWithTheNextSignIn() {
        try (Browser open = Browser.open();
                Browser browser = Browser.open().expecting(403)) {
            signIn(open.open("/console/staff"), "rita");
            assertThat(heading(open.page())).hasText("Staff");
            open.inspect("staff-provider");
            KeycloakAdmin.here().takeRole("rita", "alarmcall-admin");
            Page page = browser.open("/console/staff");
            signIn(page, "rita");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("You have no role");
            open.open("/console/queue");
            assertThat(heading(open.page())).hasText("Sign in");
        }
        assertEquals(StaffRole.REVIEWER, account("rita").role());
    }

    @Test
    void aCodeCountsOnceAndOnlyInTheBrowserThatBegan() {
        try (Browser browser = Browser.open().expecting(403);
                Browser other = Browser.open().expecting(403)) {
            Page page = browser.open("/console/queue");
            page.getByText("Sign in with Keycloak").click();
            assertThat(page.getByLabel("Username or email")).isVisible();
            Cookie away = browser.context().cookies().stream()
                    .filter(cookie -> cookie.name.equals("alarmcall-sign-in"))
                    .findAny()
                    .orElseThrow();
            assertTrue(away.httpOnly);
            assertEquals(SameSiteAttribute.LAX, away.sameSite);
            assertEquals("/console/sign-in/provider", away.path);

            Response back = page.waitForResponse(
                    response -> response.url().contains(CALLBACK), () -> credentials(page, "cora"));
            assertThat(heading(page)).hasText("Queue");

            other.open(back.url());
            assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("began in another browser");
            browser.open(back.url());
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("began in another browser");
            other.context().addCookies(List.of(away));
            other.open(back.url());
            assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("was not accepted");
            assertFalse(other.context().cookies().stream().anyMatch(cookie -> cookie.name.equals("alarmcall")));
        }
    }

    @Test
    void whatAForgedAnswerSaysIsNotShown() {
        try (Browser browser = Browser.open().expecting(403)) {
            Page page = browser.open("/console/queue");
            page.getByText("Sign in with Keycloak").click();
            assertThat(page.getByLabel("Username or email")).isVisible();
            browser.open(CALLBACK + "?state=made-up&error=x&error_description=Call+the+number+below&added=later");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("began in another browser");
            assertThat(page.getByText("Call the number below")).hasCount(0);
        }
    }

    private static void signIn(Page page, String user) {
        page.getByText("Sign in with Keycloak").click();
        credentials(page, user);
    }

    private static void credentials(Page page, String user) {
        page.getByLabel("Username or email").fill(user);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(user + "'s sentence");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign In"))
                .click();
    }

    private String audited(String subject, String action) {
        return audit.list(SYSTEM, new AuditFilter(null, action, subject, null, null), null, 1).items().stream()
                .map(AuditEntryView::details)
                .findAny()
                .orElseThrow();
    }

    private StaffAccount account(String user) {
        return accounts.list(SYSTEM).stream()
                .filter(account -> account.login().startsWith(user + "@example.org~"))
                .findAny()
                .orElseThrow();
    }

    private static com.microsoft.playwright.Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
