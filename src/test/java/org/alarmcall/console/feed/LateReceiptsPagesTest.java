package org.alarmcall.console.feed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is late with a withdrawal, and how long the others took. */
@QuarkusTest
class LateReceiptsPagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Database database;

    private final TestMembers members = TestMembers.here();
    private String collection = "";
    private ApiClient quick = members.admin();
    private ApiClient slow = members.admin();
    private ApiClient gone = members.admin();

    @BeforeEach
    void threeMembersRead() {
        collection = members.collection();
        quick = members.member(Trust.STANDARD, collection, Access.READ);
        slow = members.member(Trust.STANDARD, collection, Access.READ);
        gone = members.member(Trust.STANDARD, collection, Access.READ);
    }

    @Test
    void whoIsLateIsNamedAndTheTimeToPurgeHasValues() {
        String md5 = ListingBody.md5();
        withdrawnAfterAllWereGiven(md5);
        sayPast(quick);
        sayPast(slow);
        Await.until("it is written down who is past it", SOON, () -> passed() == 2);
        aDayAgo();

        try (Browser browser = Browser.signedIn(StaffRole.ADMIN)) {
            Page page = browser.open("/console/feed/withdrawals?collection=" + collection);
            Locator row = row(page, md5);
            assertThat(row.locator("td.number")).hasText(new String[] {"0", "2", "1"});
            assertThat(row).containsText(gone.member() + ": late");
            assertThat(row).containsText(quick.member() + ": passed, ");
            assertThat(page.getByText("Half of the members were past a withdrawal within 45.5 s, "
                            + "95 of 100 within 14 min (2 measured)."))
                    .isVisible();
            browser.inspect("withdrawals-late");
            page.getByLabel("Late only").check();
            page.getByRole(AriaRole.BUTTON, named("Show")).click();
            assertThat(row(page, md5)).containsText(gone.member() + ": late");

            assertLate(page, gone, 1);
            browser.inspect("members-late");
            assertLate(page, quick, 0);

            sayPast(gone);
            Await.until("it is written down that it is past it, too", SOON, () -> passed() == 3);
            assertLate(page, gone, 0);
            page.navigate("/console/feed/withdrawals?late=1&collection=" + collection);
            assertThat(page.locator(".empty")).isVisible();
        }
    }

    private void withdrawnAfterAllWereGiven(String md5) {
        ApiClient shop = members.member(Trust.TRUSTED, collection, Access.WRITE);
        shop.json(ListingBody.submission("ad-1", md5))
                .post("/api/v1/collections/" + collection + "/submissions")
                .then()
                .statusCode(200);
        String id = "";
        for (ApiClient reader : List.of(quick, slow, gone)) {
            id = reader.request()
                    .get("/api/v1/collections/" + collection + "/feed?tier=candidate&after=0&wait=20")
                    .then()
                    .statusCode(200)
                    .body("entries[0].indicator.value", equalTo(md5))
                    .extract()
                    .path("entries[0].indicator.id");
        }
        members.staff()
                .json(Map.of("reason", "false_positive"))
                .post("/api/v1/review/indicators/" + id + "/withdraw")
                .then()
                .statusCode(200);
    }

    /** The client is given the withdrawal, and then says that it is past it. */
    private void sayPast(ApiClient reader) {
        String feed = "/api/v1/collections/" + collection + "/feed?tier=candidate";
        reader.request().get(feed + "&after=1&wait=20").then().statusCode(200).body("next", equalTo(2));
        reader.request().get(feed + "&after=2").then().statusCode(200);
    }

    private int passed() {
        return members.staff()
                .request()
                .get("/api/v1/collections/" + collection + "/withdrawals")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].summary.passed");
    }

    /** As if it had been withdrawn 26 hours ago, and the two had said so 45.5 s and 14 min after that. */
    private void aDayAgo() {
        database.run(connection -> {
            connection.setAutoCommit(false);
            try {
                update(connection, "SELECT set_config('alarmcall.member', 'all', ? = '')", "");
                update(connection, """
                        UPDATE feed_withdrawal SET at = now() - interval '26 hours'
                        WHERE collection_id = (SELECT id FROM collection WHERE slug = ?)
                        """, collection);
                update(connection, """
                        UPDATE feed_cursor SET position_at = now() - interval '30 hours', served_at = now() - interval '30 hours'
                        WHERE client_id = ?
                        """, gone.clientId());
                for (ApiClient reader : List.of(quick, slow)) {
                    update(
                            connection,
                            "UPDATE feed_passage SET from_at = now() - interval '30 hours', said_at = now() - interval '26 hours'"
                                    + (reader == quick ? " + interval '45.5 s'" : " + interval '14 min'")
                                    + " WHERE client_id = ?",
                            reader.clientId());
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private static void update(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.execute();
        }
    }

    /** In the list of members, on the page where it is, and on its own page. */
    private static void assertLate(Page page, ApiClient member, int late) {
        page.navigate("/console/members/" + member.member());
        assertThat(page.locator("dt:text-is('Late') + dd")).hasText(Integer.toString(late));
        String before = member.member().substring(0, member.member().length() - 1);
        page.navigate("/console/members?cursor=" + Cursor.of(before));
        assertThat(row(page, member.member()).locator("td").last()).hasText(Integer.toString(late));
    }

    private static Locator row(Page page, String name) {
        return page.getByRole(AriaRole.ROW, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
