package org.alarmcall.console.members;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's secret, and whether anybody uses the client. */
@QuarkusTest
class ClientPagesTest {

    private static final int LAST_USED = 3;

    private final TestMembers members = TestMembers.here();
    private ApiClient client = members.admin();

    @BeforeEach
    void aMemberWithAClient() {
        client = members.member(Trust.STANDARD, members.collection(), Access.READ);
    }

    @Test
    void aNewSecretIsCopiedAndTheOneBeforeWorksOn() {
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            browser.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = browser.open("/console/members/" + client.member());
            rotate(page).click();
            assertThat(heading(page)).hasText("Credentials of " + client.member());
            assertThat(page.getByText("The secret before works until")).isVisible();
            browser.inspect("client-new-secret");

            String secret = page.locator("#secret").inputValue();
            assertNotEquals(client.secret(), secret);
            button(page, "Copy: Client id").click();
            assertCopied(page, client.clientId());
            button(page, "Copy: Commands to paste").click();
            assertCopied(page, page.locator("#commands").textContent());
            press(page, "s");
            assertCopied(page, secret);

            works(client.secret(), 200);
            works(secret, 200);
            page.reload();
            assertThat(row(page)).containsText("The secret before works until");
            browser.inspect("client-rotated");
            rotate(page).click();
            assertThat(heading(page)).hasText("Credentials of " + client.member());
            works(client.secret(), 401);
            works(secret, 200);
        }
    }

    @Test
    void aSecondClickAndASecondAdministratorEndNoSecretThatIsInUse() {
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN);
                Browser colleague = Browser.signedIn(StaffRole.ADMIN).expecting(409)) {
            Page theirs = colleague.open("/console/members/" + client.member());
            assertThat(rotate(theirs)).isVisible();
            Page page = browser.open("/console/members/" + client.member());
            rotate(page).dblclick();
            assertThat(heading(page)).hasText("Credentials of " + client.member());
            String secret = page.locator("#secret").inputValue();

            rotate(theirs).click();
            assertThat(theirs.getByRole(AriaRole.ALERT)).containsText("a new secret since you looked at it");
            works(client.secret(), 200);
            works(secret, 200);
        }
    }

    /** As over plain http, where a browser gives no page a clipboard. */
    @Test
    void withoutAClipboardWhatIsToBeCopiedIsMarked() {
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            browser.context().addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
            Page page = browser.open("/console/members/" + client.member());
            rotate(page).click();
            button(page, "Copy: Client secret").click();
            assertThat(page.locator("#messages")).hasText("Marked. Copy it with Ctrl+C or Cmd+C.");
            String secret = page.locator("#secret").inputValue();
            assertEquals(secret, page.evaluate("""
                    (() => {
                      const field = document.activeElement;
                      return field.value.slice(field.selectionStart, field.selectionEnd);
                    })()"""));
            button(page, "Copy: Commands to paste").click();
            assertEquals(
                    page.locator("#commands").textContent().strip(),
                    page.evaluate("getSelection().toString()").toString().strip());
        }
    }

    @Test
    void aClientThatNobodyUsesIsSeenToBeUnused() {
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            Page page = browser.open("/console/members/" + client.member());
            assertThat(row(page).locator("td").nth(LAST_USED)).hasText("never");
            client.requestToken().then().statusCode(200);
            Await.until("the use is written down", Duration.ofSeconds(30), () -> {
                page.reload();
                return !row(page).locator("td").nth(LAST_USED).textContent().equals("never");
            });
            assertThat(row(page).locator("td").nth(LAST_USED)).containsText("UTC");
        }
    }

    private void works(String secret, int status) {
        new ApiClient(null, client.member(), client.clientId(), secret)
                .requestToken()
                .then()
                .statusCode(status);
    }

    /** Before the next copy, so that each is seen to be made. */
    private static void assertCopied(Page page, String text) {
        assertThat(page.locator("#messages")).hasText("Copied.");
        assertEquals(text, page.evaluate("navigator.clipboard.readText()"));
        page.evaluate("document.getElementById('messages').textContent = ''");
    }

    private Locator rotate(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New secret: "))
                .and(page.locator("form[action*='" + client.clientId() + "'] button"));
    }

    private Locator row(Page page) {
        return page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(client.clientId()));
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
