package org.alarmcall.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.From;
import org.alarmcall.staff.NewAccount;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A server without local accounts, while its provider does not answer. */
@QuarkusTest
@TestProfile(OnlyProviderTest.Configured.class)
class OnlyProviderTest {

    /** Nothing listens on port 1. */
    public static class Configured implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "alarmcall.staff.oidc.issuer", "http://127.0.0.1:1/realms/coalition",
                    "alarmcall.staff.oidc.name", "the institute",
                    "alarmcall.staff.local-accounts", "false");
        }
    }

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    StaffAccounts accounts;

    @Inject
    SignIn signIn;

    @Test
    void aProviderThatDoesNotAnswerIsAPageThatSaysSo() {
        try (Browser browser = Browser.open().expecting(503)) {
            Page page = browser.open("/console/queue");
            assertThat(page.getByLabel("Password")).hasCount(0);
            page.getByText("Sign in with the institute").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("can't be reached");
            assertThat(page.getByText("Sign in with the institute")).isVisible();
        }
    }

    @Test
    void noPasswordIsTakenAndNobodyIsInvited() {
        NewAccount wanted = new NewAccount("ana@example.org", "Ana", "WWF", StaffRole.REVIEWER);
        From from = new From("192.0.2.20", "a test");
        for (Executable local : List.<Executable>of(
                () -> signIn.password(SYSTEM, "admin", "a sentence of some length", from),
                () -> accounts.invite(SYSTEM, wanted),
                () -> accounts.accept(SYSTEM, "an old invitation", "a sentence of some length", from))) {
            assertEquals(
                    Problem.CONFLICT,
                    assertThrows(ProblemException.class, local).problem());
        }
    }
}
