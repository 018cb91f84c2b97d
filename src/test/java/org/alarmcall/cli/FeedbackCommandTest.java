package org.alarmcall.cli;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real server. */
@QuarkusTest
class FeedbackCommandTest {

    private static final String HEADER = "indicatorId,opinion,reason,matched,removed,removedBeforeView,upheldAppeals\n";
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
    private static final String NOT_THERE = "There is no such indicator in this feed.";

    @TempDir
    Path home = Path.of(".");

    @TestHTTPResource("/")
    URI server = URI.create("http://localhost");

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private String first = "";
    private String second = "";
    private ApiClient member = members.admin();

    @BeforeEach
    void twoIndicatorsInTheFeed() {
        ivory = members.collection();
        String[] values = {md5(), md5()};
        submit(members.member(Trust.TRUSTED, ivory, Access.READ_WRITE), ivory, listing("ad-1", values));
        FeedCopy copy = new FeedCopy(members.staff(), ivory, "candidate");
        first = String.valueOf(copy.holds(values[0]).get("id"));
        second = String.valueOf(copy.holds(values[1]).get("id"));
        member = members.member(Trust.STANDARD, ivory, Access.READ);
    }

    @Test
    void says_what_is_thought_of_one_and_replaces_it() {
        Run run = feedback(
                "--indicator", first, "--opinion", "flood", "--reason", "a logo", "--matched", "9", "--removed", "0");
        assertEquals(Exit.DONE, run.exit(), run.err());
        assertEquals("opinions: 1 accepted, 0 rejected\n", run.out());
        own(first)
                .body("opinion", equalTo("flood"))
                .body("reason", equalTo("a logo"))
                .body("actions.matched", equalTo(9))
                .body("actions.removed", equalTo(0));
        run = feedback("--indicator", first, "--opinion", "seen", "--json");
        assertEquals("{\"event\":\"summary\",\"opinions\":1,\"accepted\":1,\"rejected\":0}\n", run.out());
        own(first).body("opinion", equalTo("seen")).body("reason", equalTo(null));
    }

    @Test
    void what_is_wrong_with_one_is_named() {
        Run run = feedback("--indicator", first, "--opinion", "hate", "--removed", "3");
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertEquals(
                first + " /opinion: must be one of confirm, dispute, seen, flood\n" + first
                        + " /actions/matched: is required beside removed\nopinions: 0 accepted, 1 rejected\n",
                run.out());
        run = feedback("--json", "--indicator", UNKNOWN, "--opinion", "seen");
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertEquals(
                "{\"event\":\"rejected\",\"indicatorId\":\"" + UNKNOWN + "\",\"pointer\":\"\",\"reason\":\"" + NOT_THERE
                        + "\"}",
                run.out().lines().findFirst().orElseThrow());
    }

    @Test
    void rejected_lines_of_a_csv_are_those_of_the_file_whatever_request_they_went_in() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFF" + HEADER);
        csv.append(first).append(",dispute,\"two\nlines\",4,3,2,1\n\n"); // lines 2 to 4
        csv.append(first).append(",seen,,4,x,,\n");
        csv.append(first).append(",seen,,,,,,one,too,many\n");
        csv.append("\"\",confirm\n");
        for (int i = 0; i < 1_500; i++) {
            csv.append(second).append(",seen\n"); // lines 8 to 1507
        }
        csv.append(UNKNOWN).append(",confirm\n");
        csv.append(second).append(",confirm,,7\n");
        Path file = write("opinions.csv", csv.toString());
        Run run = feedback(file.toString());
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertEquals(
                List.of(
                        file + ":5: " + first + " /actions/removed: must be a whole number from 0 to 1000000000000",
                        file + ":6: has 10 cells, the header has 7",
                        file + ":7: /indicatorId: is required",
                        file + ":1508: " + UNKNOWN + " " + NOT_THERE,
                        file + ": opinions: 1,502 accepted, 4 rejected"),
                run.out().lines().toList());
        own(first)
                .body("opinion", equalTo("dispute"))
                .body("reason", equalTo("two\nlines"))
                .body("actions.upheldAppeals", equalTo(1));
        own(second).body("opinion", equalTo("confirm")).body("actions.matched", equalTo(7));
    }

    @Test
    void a_line_of_ndjson_that_cannot_even_be_read_sinks_no_other() throws IOException {
        String deep = "[".repeat(999) + "]".repeat(999); // an object alone, but not within a body
        Path file = write(
                "opinions.ndjson",
                line(first, "confirm") + "\n\nnull\n{\"indicatorId\":\n" + line(first, "seen") + line(first, "seen")
                        + "\n{\"indicatorId\":\"" + first + "\",\"opinion\":\"seen\",\"reason\":" + deep + "}\n"
                        + line(second, "seen").replace("\"opinion", "\"x\":\"" + "x".repeat(17_000) + "\",\"opinion")
                        + "\n" + line(second, "seen"));
        Run run = feedback("--json", file.toString());
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        List<String> lines = run.out().lines().toList();
        String start = "{\"event\":\"rejected\",\"file\":\"" + file + "\",\"line\":";
        for (int i = 0; i < 5; i++) {
            assertTrue(lines.get(i).startsWith(start + (3 + i) + ","), run.out());
        }
        assertEquals(
                "{\"event\":\"summary\",\"file\":\"" + file + "\",\"opinions\":7,\"accepted\":2,\"rejected\":5}",
                lines.get(5));
        own(first).body("opinion", equalTo("confirm"));
        own(second).body("opinion", equalTo("seen"));
    }

    @Test
    void standard_input_is_a_file_too() {
        Run run = shell(member)
                .typing("opinion,indicatorId\nseen," + first + "\nseen,\"" + second)
                .run("feedback", "--collection", ivory, "--format", "csv", "-");
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertTrue(run.out().startsWith("-:3: is not CSV, and nothing from here on was read"), run.out());
        assertTrue(run.out().endsWith("-: opinions: 1 accepted, 1 rejected\n"), run.out());
        own(first).body("opinion", equalTo("seen"));
        run = shell(member).typing(line(second, "seen")).run("feedback", "--collection", ivory, "-");
        assertEquals(Exit.DONE, run.exit(), run.err());
        own(second).body("opinion", equalTo("seen"));
    }

    @Test
    void what_cannot_be_meant_is_wrong_usage() throws IOException {
        Path good = write("good.csv", HEADER + first + ",seen\n");
        assertUsage("Missing required", feedback());
        assertUsage("Missing required", feedback("--indicator", first));
        assertUsage("mutually exclusive", feedback("--indicator", first, "--opinion", "seen", good.toString()));
        assertUsage(
                "'matches'",
                feedback(write("column.csv", "indicatorId,opinion,matches\n").toString()));
        assertUsage(
                "opinion among them",
                feedback(write("none.csv", "indicatorId\n").toString()));
        assertUsage("--format", feedback(write("opinions.txt", "").toString()));
        assertUsage("can't be read", feedback("absent.csv"));
        Run elsewhere = shell(member).run("feedback", "--collection", TestMembers.name("none"), good.toString());
        assertEquals(
                "There is no such collection, or your client may not use it (404).\nYour client may use " + ivory
                        + " (read).\n",
                elsewhere.err());
        assertEquals(Exit.USAGE, elsewhere.exit());
    }

    @Test
    void without_the_scope_it_is_not_allowed() throws IOException {
        ApiClient reader = members.client(member.member(), List.of(), Scope.FEED_READ);
        Run run = shell(reader).run("feedback", "--collection", ivory, "--indicator", first, "--opinion", "seen");
        assertEquals(Exit.NOT_ALLOWED, run.exit(), run.err());
    }

    private static void assertUsage(String said, Run run) {
        assertEquals(Exit.USAGE, run.exit(), run.err());
        assertTrue(run.err().contains(said), run.err());
    }

    private static String line(String id, String opinion) {
        return "{\"indicatorId\":\"" + id + "\",\"opinion\":\"" + opinion + "\"}";
    }

    private ValidatableResponse own(String id) {
        return member.request()
                .get("/api/v1/collections/" + ivory + "/indicators/" + id + "/feedback")
                .then()
                .statusCode(200);
    }

    private Run feedback(String... more) {
        String[] all = new String[more.length + 3];
        System.arraycopy(new String[] {"feedback", "--collection", ivory}, 0, all, 0, 3);
        System.arraycopy(more, 0, all, 3, more.length);
        return shell(member).run(all);
    }

    private Run.In shell(ApiClient client) {
        return Run.In.home(home)
                .with("ALARMCALL_URL", server.toString())
                .with("ALARMCALL_CLIENT_ID", client.clientId())
                .with("ALARMCALL_CLIENT_SECRET", client.secret());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(home.resolve(name), content);
    }
}
