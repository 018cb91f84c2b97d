package org.alarmcall.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.alarmcall.member.StaffRole;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest {

    @Test
    void aPasswordAndACodeOpenTheQueue() {
        TestStaff reviewer = TestStaff.with(StaffRole.REVIEWER);
        try (Browser browser = Browser.open()) {
            Page page = browser.open("/console");
            assertThat(heading(page)).hasText("Sign in");
            page.getByLabel("Login").fill(reviewer.login());
            page.getByLabel("Password").fill(reviewer.password());
            browser.screenshot("sign-in");
            page.getByRole(AriaRole.BUTTON).click();
            page.getByLabel("Code").fill(reviewer.code());
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(heading(page)).hasText("Queue");
            browser.screenshot("queue");
        }
    }

    private static com.microsoft.playwright.Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }
}
