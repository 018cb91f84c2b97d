package org.alarmcall.console.members;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.alarmcall.testing.Browser.toNextPage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class MembersPagesTest {

    private static final String SCRIPT = "<script>window.hit=1</script>\"'><img src=x onerror=window.hit=1>";
    private static final String ISSUER = "http://localhost:8080";

    private static final Map<String, Object> TACTIC = Map.of(
            "title", "White plastic",
            "narrative", "Sellers write white plastic for ivory.",
            "firstSeen", "2026-11-20T09:30:00Z",
            "labels", Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"),
            "techniques", List.of("code-words"));

    private final TestMembers members = TestMembers.here();

    @TempDir
    Path folder = Path.of(".");

    @Test
    void aNewMembersCommandsWorkAsTheyArePasted() throws Exception {
        String collection = members.collection();
        String slug = TestMembers.name("bazaar");
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN).expecting(422)) {
            Page page = browser.open("/console/members");
            press(page, "n");
            assertThat(heading(page)).hasText("Add a member");
            fill(page, slug, collection);
            page.getByLabel("An engineer tries things").check();
            browser.inspect("member-new");
            button(page, "Add the member").click();
            assertThat(heading(page)).hasText("Credentials of " + slug);
            browser.inspect("member-credentials");

            String secret = page.getByLabel("Client secret", exactly()).inputValue();
            List<String> commands =
                    page.locator("#commands").textContent().lines().toList();
            assertEquals(5, commands.size(), commands.toString());
            assertTrue(commands.get(0).contains(ISSUER), commands.toString());
            pushAndPull(commands, secret, collection);

            page.reload();
            assertThat(heading(page)).containsText(SCRIPT);
            assertFalse(page.content().contains(secret));
            assertThat(page.getByRole(AriaRole.ROW, named("Engineer"))).containsText(collection + ": ");
            assertEquals(null, page.evaluate("window.hit"));
        }
    }

    private void pushAndPull(List<String> commands, String secret, String collection) throws Exception {
        Files.writeString(
                folder.resolve("listings.ndjson"),
                new ObjectMapper().writeValueAsString(ListingBody.listing("first", ListingBody.md5())) + "\n");
        Files.writeString(folder.resolve("tactic.json"), new ObjectMapper().writeValueAsString(TACTIC));
        Terminal terminal = new Terminal(folder);
        for (String command : commands) {
            Terminal.Result result =
                    terminal.paste(command.replace(ISSUER, "http://localhost:" + RestAssured.port), secret + "\n");
            assertEquals(0, result.exit(), command + "\n" + result.text());
            if (command.contains(" push ")) {
                assertTrue(result.text().contains("1 created"), result.text());
            }
        }
        assertTrue(Files.exists(folder.resolve(collection).resolve("current.ndjson")));
    }

    @Test
    void whatIsWrongIsNamedAtItsFieldAndWhatWasTypedStays() {
        String collection = members.collection();
        String taken = members.member(Trust.STANDARD);
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN).expecting(422)) {
            Page page = browser.open("/console/newcomer");
            page.getByLabel("Name", exactly()).fill("Bazaar & Co");
            page.getByLabel("Short name").fill("Not A Slug");
            button(page, "Add the member").click();
            assertThat(page.locator("#slug-error")).containsText("must be 1 to 63 of a-z");
            assertThat(page.locator("#collections-error")).containsText("at least one");
            assertThat(page.getByLabel("Name", exactly())).hasValue("Bazaar & Co");
            browser.inspect("member-new-wrong");
            fill(page, taken, collection);
            button(page, "Add the member").click();
            assertThat(page.locator("#slug-error")).containsText("There is a member " + taken);
            assertThat(group(page, collection).getByLabel("read")).isChecked();
        }
    }

    @Test
    void aMemberIsLookedAfter() {
        String collection = members.collection();
        ApiClient client = members.member(Trust.PROBATION, collection, Access.READ);
        client.request()
                .get("/api/v1/collections/" + collection + "/feed")
                .then()
                .statusCode(200);
        String slug = client.member();
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN).expecting(422)) {
            Page page = browser.open("/console/members/" + slug);
            page.getByLabel("Trust").selectOption("trusted");
            toNextPage(page, () -> button(page, "Change trust").click());
            assertThat(page.getByLabel("Trust")).hasValue("trusted");
            page.getByLabel(collection, exactly()).first().selectOption("read-write");
            toNextPage(page, () -> button(page, "Set: " + collection).click());
            assertThat(page.getByLabel(collection, exactly()).first()).hasValue("read-write");

            page.getByLabel("Name of the client").fill(SCRIPT);
            button(page, "Make the client").click();
            assertThat(page.locator("#scopes-error")).not().isEmpty();
            assertThat(page.getByLabel("Name of the client")).hasValue(SCRIPT);
            page.getByLabel("feed:read").check();
            button(page, "Make the client").click();
            assertThat(heading(page)).hasText("Credentials of " + slug);
            page.reload();
            assertThat(page.getByRole(AriaRole.ROW, named(SCRIPT))).hasCount(1);
            browser.inspect("member");
            button(page, "Revoke: " + SCRIPT).click();
            button(page, "No, leave it").click();
            assertThat(page.getByRole(AriaRole.ROW, named(SCRIPT))).hasCount(1);
            button(page, "Revoke: " + SCRIPT).click();
            browser.inspect("member-revoke");
            button(page, "Yes, do it").click();
            assertThat(page.getByRole(AriaRole.ROW, named(SCRIPT))).hasCount(0);

            button(page, "Suspend").click();
            button(page, "Yes, do it").click();
            assertThat(button(page, "Let back in")).isVisible();
            client.request().get("/api/v1/me").then().statusCode(401);
            button(page, "Let back in").click();
            assertThat(button(page, "Suspend")).isVisible();
            assertEquals(null, page.evaluate("window.hit"));
        }
    }

    @Test
    void aCollectionIsMadeAndItsRulesAreTold() {
        String slug = TestMembers.name("ivory");
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN).expecting(422)) {
            Page page = browser.open("/console/collections");
            page.getByLabel("Title").fill(SCRIPT);
            page.getByLabel("Short name").fill("No Slug");
            page.getByLabel("TLP").selectOption("AMBER+STRICT");
            button(page, "Make it").click();
            assertThat(page.locator("#slug-error")).containsText("must be 1 to 63");
            assertThat(page.getByLabel("TLP")).hasValue("AMBER+STRICT");
            page.getByLabel("Short name").fill(slug);
            button(page, "Make it").click();
            assertThat(heading(page)).hasText(SCRIPT + " " + slug + ", TLP:AMBER+STRICT");
            String member = members.member(Trust.STANDARD);
            members.grant(slug, member, Access.READ);
            page.reload();
            assertThat(page.getByText("listings of members with the trust trusted or more"))
                    .isVisible();
            assertThat(page.getByText("url_sha256: 90 days")).isVisible();
            assertThat(page.getByRole(AriaRole.ROW, named(member))).containsText("read");
            browser.inspect("collection");
            browser.open("/console/collections");
            browser.inspect("collections");
            assertEquals(null, page.evaluate("window.hit"));
        }
    }

    @Test
    void theListIsForAdministrators() {
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(403)) {
            browser.open("/console/members");
            assertThat(browser.page().getByRole(AriaRole.ALERT)).isVisible();
        }
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            browser.open("/console/members");
            assertThat(heading(browser.page())).hasText("Members");
            browser.inspect("members");
        }
    }

    private void fill(Page page, String slug, String collection) {
        page.getByLabel("Name", exactly()).fill(SCRIPT);
        page.getByLabel("Short name").fill(slug);
        page.getByLabel("Trust").selectOption("trusted");
        group(page, collection).getByLabel("read").check();
        group(page, collection).getByLabel("write").check();
    }

    private static Locator group(Page page, String collection) {
        return page.locator("fieldset", new Page.LocatorOptions().setHasText(collection));
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
