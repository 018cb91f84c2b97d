package org.alarmcall.cli;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real server. */
@QuarkusTest
class ImpactCommandTest {

    private static final String HEADER =
            "policyCategory,scanned,matched,confirmed,removed,removedBeforeView,fromSharedSignals,appeals,appealsUpheld,medianHoursLive\n";

    @TempDir
    Path home = Path.of(".");

    @TestHTTPResource("/")
    URI server = URI.create("http://localhost");

    private final TestMembers members = TestMembers.here();

    @Test
    void pushes_a_month_and_shows_the_totals() throws IOException {
        Path file = write(HEADER + "ivory,1000,40,30,20,15,5,1,0,3.5\n\"birds\",500,4,3,2,1,0,0,0,\n");
        ApiClient shop = shop();
        Run push = as(shop).run("impact", "push", file.toString(), "--month", "2018-01");
        assertEquals(0, push.exit(), push.err());
        assertEquals("2018-01: 2 categories stored\n", push.out());
        shop.request()
                .get("/api/v1/impact/2018-01")
                .then()
                .body("rows.policyCategory", equalTo(List.of("birds", "ivory")))
                .body("rows[1].medianHoursLive", equalTo(3.5f));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    0,
                    as(shop())
                            .run("impact", "push", file.toString(), "--month", "2018-01")
                            .exit());
        }

        Run show = as(shop).run("impact", "show", "--from", "2018-01", "--to", "2018-01");
        assertEquals(0, show.exit(), show.err());
        assertTrue(show.out().matches("(?s).*2018-01 +ivory +3 +3,000 +120 +90 +60 +75.0 % +25.0 %\n.*"), show.out());
        assertTrue(show.out().matches("(?s).*all +all +4,500 .*"), show.out());
        assertTrue(show.out().contains("18 of 20 cells not shown"), show.out());
        Run csv = as(shop).run("impact", "show", "--from", "2018-01", "--to", "2018-01", "--by", "month", "--csv");
        assertTrue(csv.out().contains("2018-01,,2,18,,4500,"), csv.out());
        Run json = as(shop).run("impact", "show", "--from", "2018-01", "--to", "2018-01", "--json");
        assertEquals(3, json.out().lines().count());
        assertTrue(json.out().lines().toList().get(2).startsWith("{\"event\":\"total\","), json.out());
    }

    @Test
    void names_the_lines_that_cannot_be_and_stores_nothing() throws IOException {
        Path file = write(HEADER + "ivory,10,40,30,20,15,5,1,0,\n\ndragons,1,1,1,1,1,1,1,1,\n");
        ApiClient shop = shop();
        Run push = as(shop).run("impact", "push", file.toString(), "--month", "2018-02");
        assertEquals(Exit.REJECTED, push.exit());
        assertEquals(
                file + ":2: /matched: must not be more than scanned (10)\n" + file
                        + ":4: /policyCategory: is no policy category of this coalition\n",
                push.out());
        shop.request().get("/api/v1/impact/2018-02").then().body("rows", equalTo(List.of()));
    }

    @Test
    void a_file_without_a_header_and_a_wrong_month_are_wrong_usage() throws IOException {
        ApiClient shop = shop();
        Path file = write("ivory,10,40,30,20,15,5,1,0\n");
        Run headless = as(shop).run("impact", "push", file.toString(), "--month", "2018-03");
        assertEquals(Exit.USAGE, headless.exit());
        assertTrue(headless.err().contains("policyCategory"), headless.err());
        Run month = as(shop).run("impact", "push", write(HEADER).toString(), "--month", "March");
        assertEquals(Exit.USAGE, month.exit());
        assertTrue(month.err().contains("2015-01"), month.err());
        assertEquals(Exit.USAGE, as(shop).run("impact").exit());
    }

    @Test
    void names_the_faults_of_all_rows_at_once() throws IOException {
        Path file = write(HEADER + "gold,1,1,1,1,1,1,1,1,\nivory,20,20,10,12,0,0,,0,\nivory,x,,,,,,,,\n");
        Run push = as(shop()).run("impact", "push", file.toString(), "--month", "2018-05");
        assertEquals(Exit.REJECTED, push.exit(), push.err());
        assertEquals(
                List.of(
                        file + ":2: /policyCategory: is no policy category of this coalition",
                        file + ":3: /appeals: is required; 0 where there was none",
                        file + ":3: /removed: must not be more than confirmed (10)",
                        file + ":4: /policyCategory: stands twice; a category has one row a month",
                        file + ":4: /scanned: must be a whole number of 64 bits"),
                push.out().lines().toList());
        file = write(HEADER + "ivory,1,200,000,1,1,1,1,1,1,1,\nbirds,1,1,1,1,1,1,1,1,,,\n");
        push = as(shop()).run("impact", "push", file.toString(), "--month", "2018-05");
        assertEquals(Exit.REJECTED, push.exit(), push.err());
        assertEquals(
                List.of(file + ":2: has 12 cells, the header has 10", file + ":3: has 12 cells, the header has 10"),
                push.out().lines().toList());
    }

    @Test
    void names_the_columns_that_are_missing_or_unknown_and_one_category_is_one() throws IOException {
        Path file = write("policyCategory,scanned,matched,confirmed,removed,view\nivory,1,1,1,1,1\n");
        Run push = as(shop()).run("impact", "push", file.toString(), "--month", "2018-06");
        assertEquals(Exit.USAGE, push.exit());
        String missing = "Missing: removedBeforeView, fromSharedSignals, appeals, appealsUpheld. Unknown: view.";
        assertTrue(push.err().contains(missing), push.err());
        file = write("\uFEFF" + HEADER + "ivory,1,1,1,1,1,1,0,0,\n");
        push = as(shop()).run("impact", "push", file.toString(), "--month", "2018-06");
        assertEquals("2018-06: 1 category stored\n", push.out(), push.err());
    }

    @Test
    void a_wrong_month_is_said_before_anything_of_the_file() throws IOException {
        Path file = write("nothing\nof use\n");
        for (String month : List.of("2018-13", "9999-01")) {
            Run push = as(shop()).run("impact", "push", file.toString(), "--month", month);
            assertEquals(Exit.USAGE, push.exit());
            assertTrue(push.err().contains("must be a month from 2015-01"), push.err());
        }
    }

    @Test
    void without_the_scope_it_is_not_allowed() throws IOException {
        ApiClient reader = members.client(members.member(Trust.STANDARD), List.of(), Scope.IMPACT_READ);
        Run push = as(reader).run("impact", "push", write(HEADER).toString(), "--month", "2018-04");
        assertEquals(Exit.NOT_ALLOWED, push.exit());
    }

    private ApiClient shop() {
        return members.client(members.member(Trust.STANDARD), List.of(), Scope.IMPACT_READ, Scope.IMPACT_WRITE);
    }

    private Run.In as(ApiClient client) {
        return Run.In.home(home)
                .with("ALARMCALL_URL", server.toString())
                .with("ALARMCALL_CLIENT_ID", client.clientId())
                .with("ALARMCALL_CLIENT_SECRET", client.secret());
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(Files.createTempFile(home, "month", ".csv"), csv);
    }
}
