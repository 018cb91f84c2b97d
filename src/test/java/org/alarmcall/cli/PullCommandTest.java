package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullCommandTest {

    @TempDir
    Path home = Path.of(".");

    private FaultyServer server = connected();

    @BeforeEach
    void fill() {
        grow(30);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void begins_with_a_snapshot_and_goes_on_with_entries() throws IOException {
        assertCopied(pull());
        grow(40);
        server.requests.clear();
        assertCopied(pull());
        assertFalse(String.join(" ", server.requests).contains("snapshot"));
    }

    @Test
    void an_empty_feed_is_an_empty_copy() throws IOException {
        server.close();
        server = connected();
        assertCopied(pull());
        grow(3);
        assertCopied(pull());
    }

    @Test
    void says_for_machines_where_it_is() {
        Run pull = pull("--json");
        assertEquals(
                "{\"event\":\"copy\",\"collection\":\"ivory\",\"position\":30,\"chain\":\"" + server.feed.chain(30)
                        + "\",\"count\":" + server.feed.live().size() + ",\"digest\":\"" + server.feed.digest()
                        + "\",\"verified\":true,\"into\":\"" + home.resolve("copy") + "\"}\n",
                pull.out());
    }

    @Test
    void a_broken_connection_is_tried_again() throws IOException {
        server.faults.addAll(List.of(FaultyServer.Fault.TRUNCATE, FaultyServer.Fault.DROP, FaultyServer.Fault.BUSY));
        assertCopied(pull());
        grow(20);
        server.faults.addAll(List.of(FaultyServer.Fault.TRUNCATE, FaultyServer.Fault.DROP));
        assertCopied(pull());
    }

    @Test
    void a_rewound_feed_is_taken_anew() throws IOException {
        pull();
        grow(10);
        server.rewound = true;
        Run pull = pull();
        assertCopied(pull);
        assertTrue(pull.err().contains("Starting again from a snapshot"), pull.err());
    }

    @Test
    void entries_that_are_not_the_feeds_are_not_kept() throws IOException {
        pull();
        grow(10);
        server.lies = true;
        Run pull = pull();
        assertTrue(pull.err().contains("The running hash"), pull.err());
        assertCopied(pull);
    }

    @Test
    void a_filter_is_sent_with_every_request_and_kept_for_the_folder() {
        assertEquals(
                0, pull("--tier", "reviewed", "--type", "url_sha256,image_md5").exit());
        for (String request : server.requests) {
            assertTrue(request.contains("tier=reviewed&type=image_md5,url_sha256"), request);
        }
        Run other = pull();
        assertEquals(Exit.USAGE, other.exit());
        assertTrue(other.err().contains("tier reviewed"), other.err());
    }

    @Test
    void a_collection_that_is_not_there_keeps_no_folder() throws IOException {
        Run wrong = Run.In.home(home)
                .withCredentialsOf(server)
                .run(
                        "pull",
                        "--collection",
                        "nope",
                        "--into",
                        home.resolve("copy").toString());
        assertEquals(Exit.USAGE, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains("not-found"), wrong.err());
        assertCopied(pull());
    }

    @Test
    void status_says_how_far_a_copy_is_behind() {
        pull();
        grow(4);
        Run status = Run.In.home(home)
                .withCredentialsOf(server)
                .run("status", "--into", home.resolve("copy").toString());
        assertEquals(0, status.exit(), status.err());
        assertTrue(status.out().contains("ivory at position 30 (4 behind)"), status.out());
    }

    @Test
    void ends_with_saying_what_it_holds() {
        pull();
        assertTrue(last(server.requests).startsWith("/collections/ivory/feed?after=30&chain="), last(server.requests));
        grow(4);
        pull();
        assertTrue(last(server.requests).startsWith("/collections/ivory/feed?after=34&chain="), last(server.requests));
    }

    @Test
    void status_says_which_withdrawals_are_held_and_by_whom() {
        Run.In shell = Run.In.home(home).withCredentialsOf(server);
        assertTrue(shell.run("status").out().contains("withdrawals: 0 held, 0 late\n"));

        server.held = new String[] {"old-client", "client-1", "old-client"};
        Run status = shell.run("status");
        assertEquals(0, status.exit(), status.err());
        assertTrue(status.out().contains("withdrawals: 3 held, 0 late; pull with client-1, old-client"), status.out());
        assertTrue(shell.run("status", "--json")
                .out()
                .contains("{\"event\":\"withdrawals\",\"collection\":\"ivory\",\"held\":3,\"late\":0,\"complete\":true,"
                        + "\"waitingFor\":[\"client-1\",\"old-client\"]}"));
    }

    private static String last(List<String> requests) {
        return requests.get(requests.size() - 1);
    }

    @Test
    void exit_codes_tell_usage_from_refusal() {
        Run.In shell = Run.In.home(home).withCredentialsOf(server);
        assertEquals(Exit.USAGE, shell.run().exit());
        assertEquals(Exit.USAGE, shell.run("fetch").exit());
        assertEquals(Exit.USAGE, shell.run("pull", "--collection", "ivory").exit());
        assertEquals(Exit.USAGE, pull("--tier", "best").exit());
        assertEquals(Exit.NOT_ALLOWED, shell.run("keys", "rotate").exit());
        assertEquals(0, shell.run("--version").exit());
    }

    private void grow(int entries) {
        for (int i = 0; i < entries; i++) {
            int n = server.feed.head();
            if (n % 4 == 3) {
                server.feed.withdraw(n - 2);
            } else {
                server.feed.upsert(n, 1);
            }
        }
    }

    private Run pull(String... options) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "pull", "--collection", "ivory", "--retry-delay-millis", "1", "--into", home.resolve("copy") + ""));
        args.addAll(List.of(options));
        return Run.In.home(home).withCredentialsOf(server).run(args.toArray(String[]::new));
    }

    private void assertCopied(Run pull) throws IOException {
        assertEquals(0, pull.exit(), pull.err());
        assertTrue(pull.out().contains("the same as the server's"), pull.out());
        assertEquals(server.feed.current(), Files.readString(home.resolve("copy/current.ndjson")));
    }

    private static FaultyServer connected() {
        try {
            return new FaultyServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
