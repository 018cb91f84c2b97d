package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the server itself: the command is little more than its answers. */
@QuarkusTest
class TacticsCommandTest {

    @TestHTTPResource("/")
    URI server = URI.create("http://localhost");

    @TempDir
    Path home = Path.of(".");

    private TestMembers members;
    private String collection = "";
    private ApiClient shop;

    @BeforeEach
    void aMember() {
        members = TestMembers.here();
        collection = members.collection();
        shop = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);
    }

    private Run run(ApiClient client, String... args) {
        return typing(client, "", args);
    }

    private Run typing(ApiClient client, String input, String... args) {
        return Run.In.home(home)
                .with("ALARMCALL_URL", server.toString())
                .with("ALARMCALL_CLIENT_ID", client.clientId())
                .with("ALARMCALL_CLIENT_SECRET", client.secret())
                .typing(input)
                .run(args);
    }

    private Run tactics(String command, String... more) {
        return run(shop, with(new String[] {"tactics", command, "--collection", collection}, more));
    }

    private static String[] with(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private String report() throws IOException {
        String text = """
                {"title": "White plastic", "narrative": "Ivory is offered as white plastic.\\nThe price is in the picture.",
                 "firstSeen": "2026-11-20", "techniques": ["code-words"],
                 "labels": {"taxon": {"scientificName": "Loxodonta africana"}, "term": "IVC", "policyCategory": "ivory"},
                 "codeWords": [{"term": "white plastic", "language": "en", "meaning": "ivory", "requires": ["carved"],
                                "sunset": "%s"}]}
                """.formatted(java.time.Instant.now().plus(java.time.Duration.ofDays(90)));
        Path file = Files.writeString(home.resolve("report.json"), text, StandardCharsets.UTF_8);
        Run run = tactics("report", "--json", file.toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
        return Json.read(run.out().getBytes(StandardCharsets.UTF_8)).get("id").asText();
    }

    @Test
    void aReportIsSentListedAndShown() throws IOException {
        String id = report();
        Run like = tactics(
                "report",
                "--title",
                "White plastics",
                "--narrative",
                "Ivory is offered as white plastic. The price is in the picture.",
                "--first-seen",
                "2026-11-21",
                "--taxon",
                "Loxodonta africana",
                "--policy-category",
                "ivory",
                "--technique",
                "code-words,no-words");
        assertEquals(Exit.DONE, like.exit(), like.err());
        assertTrue(like.out().contains("like " + id + "  White plastic"), like.out());

        assertEquals("", tactics("list").out());
        List<String> mine = tactics("list", "--mine").out().lines().toList();
        assertEquals(2, mine.size());
        assertEquals(id + "  pending    2026-11-20  White plastic", mine.get(1));
        assertEquals(1, tactics("list", "--mine", "--limit", "1").out().lines().count());
        assertEquals(Exit.USAGE, tactics("list", "--state", "lost").exit());

        Run shown = tactics("show", id);
        assertEquals(Exit.DONE, shown.exit(), shown.err());
        assertTrue(shown.out().startsWith("White plastic\n  state         pending\n"), shown.out());
        assertTrue(shown.out().contains("white plastic (en): ivory; beside carved; until "), shown.out());
        assertTrue(shown.out().endsWith("\nIvory is offered as white plastic.\nThe price is in the picture.\n"));
        assertEquals(
                Exit.USAGE,
                tactics("show", "00000000-0000-4000-8000-000000000000").exit());
    }

    @Test
    void whatIsWrongIsNamed() {
        Run bad = tactics("report", "--title", "One");
        assertEquals(Exit.USAGE, bad.exit());
        assertTrue(bad.err().contains("/narrative: is required"), bad.err());
        assertEquals(Exit.USAGE, tactics("report").exit());
        assertEquals(
                Exit.USAGE, tactics("report", "--title", "One", "file.json").exit());
        assertEquals(Exit.USAGE, tactics("report", "no-such-file.json").exit());
        Run stdin = typing(shop, "no json", "tactics", "report", "--collection", collection, "-");
        assertEquals(Exit.USAGE, stdin.exit());
        ApiClient reader = members.client(shop.member(), List.of(), Scope.FEED_READ);
        assertEquals(
                Exit.NOT_ALLOWED,
                run(reader, "tactics", "report", "--collection", collection, "--title", "One")
                        .exit());
        assertEquals(Exit.USAGE, run(shop, "tactics").exit());
    }

    @Test
    void aCopyHoldsTacticsAndIsProved() throws IOException {
        String md5 = TestListings.md5();
        TestListings.submit(shop, collection, TestListings.listing("ad-1", md5));
        new FeedCopy(shop, collection, "candidate").holds(md5);
        String[] pull = {
            "pull",
            "--json",
            "--collection",
            collection,
            "--into",
            home.resolve("copy").toString()
        };
        assertVerified(run(shop, pull), 1);

        String id = report();
        members.staff()
                .json(Map.of("decision", "approve"))
                .post("/api/v1/review/tactics/" + id + "/decision")
                .then()
                .statusCode(200);
        new FeedCopy(shop, collection, "candidate").holds(id);
        assertVerified(run(shop, pull), 2);
        assertEquals(1, Files.readAllLines(home.resolve("copy/current.ndjson")).size());

        assertVerified(run(shop, into("fresh")), 2);
        assertVerified(run(shop, with(into("indicators"), "--kind", "indicator")), 1);
        assertVerified(run(shop, with(into("tactics"), "--kind", "tactic")), 1);
        assertVerified(run(shop, with(into("typed"), "--type", "url_sha256", "--tier", "corroborated")), 1);

        shop.request()
                .delete("/api/v1/collections/" + collection + "/tactics/" + id)
                .then()
                .statusCode(204);
        new FeedCopy(shop, collection, "candidate").left(id);
        assertVerified(run(shop, pull), 1);
    }

    private String[] into(String folder) {
        return new String[] {
            "pull",
            "--json",
            "--collection",
            collection,
            "--into",
            home.resolve(folder).toString()
        };
    }

    private static void assertVerified(Run run, int count) throws IOException {
        assertEquals(Exit.DONE, run.exit(), run.err());
        var copy = Json.read(run.out().getBytes(StandardCharsets.UTF_8));
        assertTrue(copy.get("verified").asBoolean(), run.out());
        assertEquals(count, copy.get("count").asInt(), run.out());
        assertFalse(run.err().contains("snapshot"), run.err());
    }
}
