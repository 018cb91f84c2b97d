package org.alarmcall.console.impact;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.Browser.toNextPage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.alarmcall.member.Scope;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** The ledger is one for all: each test has months of its own. */
@QuarkusTest
class ImpactPagesTest {

    private final TestMembers members = TestMembers.here();

    @Test
    void eachChartHasItsNumbersBeneathAndSaysWhichAreHidden() {
        threeMembers("2021");
        members.collection();
        try (Browser browser = Browser.signedIn(StaffRole.LEAD)) {
            Page page = browser.open(page("2021"));
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Impact");
            assertEquals(
                    List.of("2021-02|30,000|300|60|19", "2021-03|fewer than 3 members", "2021-04|6,000|240|192|18"),
                    rows(section(page, "Listings removed")));
            assertEquals(
                    List.of("2021-02|50.0 %|30|60", "2021-03|fewer than 3 members", "2021-04|50.0 %|96|192"),
                    rows(section(page, "Share removed before a first view")));
            assertEquals(
                    List.of("2021-02|15|45|25.0 %", "2021-03|fewer than 3 members", "2021-04|48|144|25.0 %"),
                    rows(section(page, "Shared signals and own finds")));
            List<String> categories = rows(section(page, "By policy category"));
            assertEquals("ivory|156|50.0 %|25.0 %", categories.get(0));
            assertEquals("birds|96|50.0 %|25.0 %", categories.get(1));
            assertEquals("amphibians|fewer than 3 members", categories.get(2));
            assertThat(page.locator("img").first()).isVisible();
            assertEquals(
                    0,
                    page.evaluate("[...document.images].filter(img => !img.complete || !img.naturalWidth).length"),
                    "charts that did not load");
            browser.inspect("impact");
            assertThat(section(page, "Time to purge")).containsText("Internal, not for publication.");
            assertThat(section(page, "Listings removed")).not().containsText("Internal");

            page.getByLabel("Policy category", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("birds");
            toNextPage(
                    page,
                    () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                            .click());
            assertEquals(
                    List.of("2021-02|fewer than 3 members", "2021-03|fewer than 3 members", "2021-04|3,000|120|96|0"),
                    rows(section(page, "Listings removed")));
            browser.open("/console/impact?from=2015-01&to=2024-12");
            browser.inspect("impact-ten-years");
        }
    }

    @Test
    void chartsAndTablesAreSavedAsFiles() throws Exception {
        threeMembers("2022");
        try (Browser browser = Browser.signedIn(StaffRole.LEAD)) {
            Page page = browser.open(page("2022"));
            Locator section = section(page, "Shared signals and own finds");
            var svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(
                            saved(page, section, "Picture (SVG)", "impact-shared-2022-02-to-2022-04.svg")));
            assertEquals("svg", svg.getDocumentElement().getTagName());
            assertEquals(
                    List.of(
                            "2022-02",
                            "2022-02 to 2022-04, all categories",
                            "2022-03",
                            "2022-04",
                            "Found by the member itself",
                            "From shared signals",
                            "Shared signals and own finds",
                            "fewer than 3 members"),
                    IntStream.range(0, svg.getElementsByTagName("text").getLength())
                            .mapToObj(i ->
                                    svg.getElementsByTagName("text").item(i).getTextContent())
                            .filter(text -> !text.matches("[\\d,]+"))
                            .sorted()
                            .toList());
            byte[] png = saved(page, section, "Picture (PNG)", "impact-shared-2022-02-to-2022-04.png");
            assertEquals("89504e470d0a1a0a", HexFormat.of().formatHex(png, 0, 8));
            assertEquals(1_920, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
            assertEquals(
                    """
                    month,fromSharedSignals,own,shareFromSharedSignals
                    2022-02,15,45,0.25
                    2022-03,,,
                    2022-04,48,144,0.25
                    """,
                    new String(
                                    saved(page, section, "Table (CSV)", "impact-shared-2022-02-to-2022-04.csv"),
                                    StandardCharsets.UTF_8)
                            .replace("\r\n", "\n"));
        }
    }

    @Test
    void whereNothingCanBeShownThePageSaysWhy() {
        try (Browser browser = Browser.signedIn(StaffRole.LEAD).expecting(422)) {
            Page page = browser.open("/console/impact?from=2020-01&to=2020-02");
            assertThat(page.locator(".empty").first()).containsText("fewer than 3 members have sent numbers");
            assertThat(page.getByText("Listings removed")).hasCount(0);
            browser.inspect("impact-empty");
            browser.open("/console/impact?from=2020-02&to=%3Cscript%3Ealert(1)%3C/script%3E");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("must be a month from");
        }
    }

    @Test
    void impactIsForLeads() {
        try (Browser browser = Browser.signedIn(StaffRole.REVIEWER).expecting(403)) {
            Page page = browser.open("/console/impact");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("for the role lead");
            browser.open("/console/impact/removed.csv");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("for the role lead");
        }
    }

    private static String page(String year) {
        return "/console/impact?from=" + year + "-02&to=" + year + "-04";
    }

    private void threeMembers(String year) {
        for (int i = 0; i < 3; i++) {
            ApiClient shop =
                    members.client(members.member(Trust.STANDARD), List.of(), Scope.IMPACT_WRITE, Scope.IMPACT_READ);
            put(shop, year + "-02", row("ivory", 10_000, 100, 20));
            put(shop, year + "-04", row("ivory", 1_000, 40, 32), row("birds", 1_000, 40, 32));
            if (i < 2) {
                put(shop, year + "-03", row("ivory", 1_000, 40, 32));
            }
        }
    }

    private static void put(ApiClient shop, String month, Map<?, ?>... rows) {
        shop.json(Map.of("rows", List.of(rows)))
                .put("/api/v1/impact/" + month)
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> row(String category, long scanned, long confirmed, long removed) {
        return Map.of(
                "policyCategory", category,
                "scanned", scanned,
                "matched", confirmed,
                "confirmed", confirmed,
                "removed", removed,
                "removedBeforeView", removed / 2,
                "fromSharedSignals", removed / 4,
                "appeals", 0,
                "appealsUpheld", 0);
    }

    private static Locator section(Page page, String title) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
    }

    private static List<String> rows(Locator section) {
        List<String> rows = new ArrayList<>();
        for (Locator row : section.locator("tbody tr").all()) {
            rows.add(String.join("|", row.locator("th, td").allTextContents()));
        }
        return rows;
    }

    private static byte[] saved(Page page, Locator section, String link, String name) throws IOException {
        Download download = page.waitForDownload(
                () -> section.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link))
                        .click());
        assertEquals(name, download.suggestedFilename());
        return Files.readAllBytes(download.path());
    }
}
