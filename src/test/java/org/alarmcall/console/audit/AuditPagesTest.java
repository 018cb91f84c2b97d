package org.alarmcall.console.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.press;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditPagesTest {

    private static final String ALERT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    @Inject
    AuditLog audit;

    @Inject
    Members members;

    @Inject
    Clock clock;

    @Test
    void entriesAreFoundByWhoWhatToWhatAndWhen() {
        String work = TestMembers.name("work");
        String subject = TestMembers.name("subject");
        record(
                Caller.system(work),
                "test.make",
                subject,
                Map.of("note", ALERT, "before", List.of(Map.of("removed", 5))));
        record(Caller.system(work), "test.change", subject, Map.of());
        record(Caller.system(work), "test.change", TestMembers.name("other"), Map.of());
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            Page page = browser.open("/console/audit");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Audit log");
            page.getByLabel("Who").fill("system:" + work);
            search(page);
            assertThat(page.locator("tbody tr")).hasCount(3);
            page.getByLabel("To what").fill(subject);
            search(page);
            assertThat(page.locator("tbody tr")).hasCount(2);
            assertThat(page.locator("dd").filter(new Locator.FilterOptions().setHasText("<script>")))
                    .hasText(ALERT);
            assertThat(page.locator("dt").filter(new Locator.FilterOptions().setHasText("before")))
                    .hasText("before 1 · removed");
            browser.inspect("audit");
            page.getByLabel("What", new Page.GetByLabelOptions().setExact(true)).selectOption("test.change");
            search(page);
            assertThat(page.locator("tbody tr")).hasCount(1);
            LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
            page.getByLabel("To day").fill(today.minusDays(2).toString());
            search(page);
            assertThat(page.locator(".empty")).containsText("No entry is like this");
            browser.inspect("audit-empty");
            page.getByText("Show all").click();
            assertThat(page.locator("tbody tr").first()).isVisible();
        }
    }

    @Test
    void anEntryHasAllItsDetailsAndLinksToWhatElseItsPersonDid() {
        TestStaff admin = TestStaff.with(StaffRole.ADMIN);
        Caller person = members.staff(Caller.system("test"), admin.login(), StaffRole.ADMIN);
        record(person, "test.change", TestMembers.name("other"), Map.of());
        String subject = TestMembers.name("subject");
        record(
                person,
                "test.make",
                subject,
                Map.of("values", IntStream.range(0, 30).boxed().toList()));
        try (Browser browser = Browser.signedIn(admin).expecting(404)) {
            Page page = browser.open("/console/audit?subject=" + subject);
            page.getByText("and 24 more").click();
            assertThat(page.locator("dd")).hasCount(30);
            browser.inspect("audit-entry");
            browser.open("/console/audit?actor=" + admin.login());
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.locator("tbody a")
                    .filter(new Locator.FilterOptions().setHasText("staff:" + admin.login()))
                    .first()
                    .click();
            assertThat(page.getByLabel("Who")).hasValue("staff:" + admin.login());
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.locator("tbody a")
                    .filter(new Locator.FilterOptions().setHasText("coalition"))
                    .first()
                    .click();
            assertThat(page.getByLabel("Who")).hasValue("coalition");
            assertThat(page.locator("tbody")).containsText("staff:" + admin.login());
            browser.open("/console/audit/999999999999");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("no such entry");
        }
    }

    @Test
    void pagesAndFilesHoldEachEntryOnceAndInOrder() throws IOException {
        String subject = TestMembers.name("=subject");
        String work = TestMembers.name("work");
        List<String> subjects = IntStream.range(0, 120).mapToObj(i -> "=" + i).toList();
        QuarkusTransaction.requiringNew()
                .run(() -> audit.recordEach(Caller.system(work), "test.each", null, subjects, Map.of("of", subject)));
        TestStaff admin = TestStaff.with(StaffRole.ADMIN);
        try (Browser browser = Browser.signedIn(admin)) {
            Page page = browser.open("/console/audit?actor=system:" + work);
            List<String> shown = new ArrayList<>(subjects(page));
            for (int older = 0; older < 2; older++) {
                String before = page.url();
                press(page, "n");
                page.waitForURL(url -> !url.equals(before));
                shown.addAll(subjects(page));
            }
            assertEquals(120, shown.size());
            assertEquals("=119", shown.get(0));
            assertEquals("=0", shown.get(119));

            browser.open("/console/audit?actor=system:" + work);
            List<CSVRecord> csv = CSVParser.parse(
                            saved(page, "Table (CSV)", "audit.csv"),
                            CSVFormat.RFC4180
                                    .builder()
                                    .setHeader()
                                    .setSkipHeaderRecord(true)
                                    .get())
                    .getRecords();
            assertEquals(
                    shown.stream().map(text -> "'" + text).toList(),
                    csv.stream().map(line -> line.get("subject")).toList());
            List<String> ndjson =
                    saved(page, "Lines of JSON", "audit.ndjson").lines().toList();
            ObjectMapper json = new ObjectMapper();
            List<String> lines = new ArrayList<>();
            for (String line : ndjson) {
                assertEquals(subject, json.readTree(line).at("/details/of").asText());
                lines.add(json.readTree(line).get("subject").asText());
            }
            assertEquals(shown, lines);

            assertEquals(
                    List.of(
                            Map.of("actor", "system:" + work, "format", "ndjson", "rows", 120),
                            Map.of("actor", "system:" + work, "format", "csv", "rows", 120)),
                    exportsOf(admin));
        }
    }

    @Test
    void whatIsNoDayIsRefusedAndOthersMayNotRead() {
        try (Browser browser = Browser.signedIn(StaffRole.ADMIN).expecting(422)) {
            Page page = browser.open("/console/audit?from=yesterday");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("must be a day");
        }
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(403)) {
            for (String path : List.of("", "/1", "/audit.csv", "/audit.ndjson")) {
                Page page = browser.open("/console/audit" + path);
                assertThat(page.getByRole(AriaRole.ALERT)).containsText("for the role admin");
            }
        }
    }

    /** The details of the entries that tell of a person's exports, the newest first. */
    private List<Map<?, ?>> exportsOf(TestStaff person) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Map<?, ?>> details = new ArrayList<>();
        AuditFilter exports = new AuditFilter(person.login(), "audit.export", null, null, null);
        for (AuditEntryView entry :
                audit.list(Caller.system("test"), exports, null, 10).items()) {
            details.add(json.readValue(entry.details(), Map.class));
        }
        return details;
    }

    private void record(Caller caller, String action, String subject, Map<String, ?> details) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(caller, action, null, subject, details));
    }

    private static void search(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();
    }

    private static List<String> subjects(Page page) {
        return page.locator("tbody td:nth-child(4)").allTextContents();
    }

    private static String saved(Page page, String link, String name) throws IOException {
        Download download =
                page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                        .click());
        assertEquals(name, download.suggestedFilename());
        String text = Files.readString(download.path(), StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\n"), "the file is cut off");
        return text;
    }
}
