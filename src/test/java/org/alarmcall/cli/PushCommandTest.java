package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushCommandTest {

    @TempDir
    Path home = Path.of(".");

    private FaultyServer server = connected();
    private Path file = home;

    @BeforeEach
    void writeListings() throws IOException {
        file = home.resolve("listings.ndjson");
        Files.writeString(
                file,
                IntStream.range(0, 25).mapToObj(i -> "{\"n\":" + i + "}\n").collect(Collectors.joining()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sends_a_file_in_parts_and_sums_up() {
        Run push = push("--batch", "10");
        assertEquals(0, push.exit(), push.err());
        assertEquals(List.of(10, 10, 5), sizes());
        assertTrue(push.out().contains("25 listings; indicators: 25 created"), push.out());
    }

    @Test
    void names_each_rejected_line_of_the_original_file_and_exits_with_1() throws IOException {
        Files.writeString(
                file, "{\"a\":1}\n\n{\"bad\":2}\n{\"a\":3}\n{\"weak\":4}\n" + "x".repeat(300_000) + "\n{\"a\":6}\n");
        Run push = push("--batch", "2");
        assertEquals(Exit.REJECTED, push.exit(), push.err());
        List<String> lines = push.out().lines().toList();
        assertEquals(file + ":3: r9 /labels/term: is no trade term", lines.get(0));
        assertEquals(file + ":5: r10 /indicators/1: The quality is below 50", lines.get(1));
        assertEquals(file + ":6: The line is longer than 262144 bytes.", lines.get(2));
        assertEquals(
                file + ": 6 listings; indicators: 4 created, 0 corroborated, 0 duplicate, 3 rejected", lines.get(3));
    }

    @Test
    void for_machines_it_is_a_json_object_a_line() throws IOException {
        Files.writeString(file, "{\"bad\":1}\n");
        Run push = push("--json");
        assertEquals(
                List.of(
                        "{\"event\":\"rejected\",\"file\":\"" + file
                                + "\",\"line\":1,\"reference\":\"r9\",\"pointer\":\"/labels/term\",\"reason\":\"is no trade term\"}",
                        "{\"event\":\"summary\",\"file\":\"" + file
                                + "\",\"listings\":1,\"created\":0,\"corroborated\":0,\"duplicate\":0,\"rejected\":1}"),
                push.out().lines().toList());
    }

    @Test
    void a_request_that_got_no_answer_is_sent_again_with_its_key_and_done_once() {
        server.faults.addAll(List.of(FaultyServer.Fault.DROP, FaultyServer.Fault.BUSY, FaultyServer.Fault.TRUNCATE));
        Run push = push("--batch", "10");
        assertEquals(0, push.exit(), push.err());
        assertEquals(List.of(10, 10, 5), sizes());
        assertTrue(push.out().contains("25 created"), push.out());
    }

    @Test
    void cut_off_it_goes_on_where_it_was() {
        server.faults.addAll(List.of(FaultyServer.Fault.NONE, FaultyServer.Fault.DROP));
        Run cutOff = push("--batch", "10", "--retries", "0");
        assertEquals(Exit.SERVER, cutOff.exit());
        server.requests.clear();

        Run again = push("--batch", "10", "--retries", "0");
        assertEquals(0, again.exit(), again.err());
        assertEquals(2, server.requests.size(), "the first part is not sent again");
        assertEquals(List.of(10, 10, 5), sizes());
        assertTrue(again.out().contains("25 listings; indicators: 25 created"), again.out());
    }

    @Test
    void without_a_journal_the_keys_are_the_same() throws IOException {
        server.faults.addAll(List.of(FaultyServer.Fault.NONE, FaultyServer.Fault.DROP));
        push("--batch", "10", "--retries", "0");
        home = Files.createDirectory(home.resolve("another-machine"));
        Run again = push("--batch", "10");
        assertEquals(0, again.exit(), again.err());
        assertEquals(List.of(10, 10, 5), sizes());
    }

    @Test
    void a_finished_file_pushed_again_is_a_new_submission() {
        push();
        push();
        assertEquals(List.of(25, 25), sizes());
        assertNotEquals(
                server.submissions.get(0).getKey(), server.submissions.get(1).getKey());
    }

    @Test
    void a_token_that_was_revoked_is_replaced() {
        server.faults.add(FaultyServer.Fault.UNAUTHORIZED);
        assertEquals(0, push().exit());
        assertEquals(2, server.tokens);
    }

    @Test
    void a_client_that_is_out_gets_4_and_an_unknown_collection_2() {
        server.faults.addAll(List.of(FaultyServer.Fault.UNAUTHORIZED, FaultyServer.Fault.UNAUTHORIZED));
        assertEquals(Exit.NOT_ALLOWED, push().exit());
        Run unreachable = Run.In.home(home)
                .withCredentialsOf(server)
                .run("push", "--collection", "ivory", "--url", "http://127.0.0.1:1", "--retries", "0", file.toString());
        assertEquals(Exit.SERVER, unreachable.exit());
        assertEquals(
                Exit.USAGE,
                Run.In.home(home)
                        .withCredentialsOf(server)
                        .run("push", "x.ndjson")
                        .exit());
    }

    @Test
    void csv_is_split_between_listings_and_each_part_has_the_header() throws IOException {
        file = home.resolve("listings.csv");
        Files.writeString(file, "\uFEFFreference,type,value\na,t,1\na,t,2\na,t,3\nb,t,\"4\n4\"\nc,bad,5\n");
        Run push = push("--batch", "2");
        assertEquals(Exit.REJECTED, push.exit(), push.err());
        assertEquals(
                List.of("reference,type,value\na,t,1\na,t,2\na,t,3\n", "reference,type,value\nb,t,\"4\n4\"\nc,bad,5\n"),
                server.submissions.stream().map(Map.Entry::getValue).toList());
        assertTrue(push.out().contains(file + ":7: "), push.out());
    }

    @Test
    void csv_whose_rows_of_a_listing_are_apart_is_not_sent() throws IOException {
        file = home.resolve("listings.csv");
        Files.writeString(file, "reference,type,value\na,t,1\nb,t,2\na,t,3\n");
        Run push = push("--batch", "1");
        assertEquals(Exit.USAGE, push.exit());
        assertTrue(push.err().contains("The rows of the listing a are not together (line 4)"), push.err());
        assertEquals(List.of(), server.requests);
    }

    @Test
    void standard_input_is_a_file_too() {
        Run push = Run.In.home(home)
                .withCredentialsOf(server)
                .typing("{\"a\":1}\n{\"a\":2}")
                .run("push", "--collection", "ivory", "-");
        assertEquals(0, push.exit(), push.err());
        assertEquals(List.of(2), sizes());
    }

    private Run push(String... options) {
        List<String> args = new java.util.ArrayList<>(
                List.of("push", "--collection", "ivory", "--retry-delay-millis", "1", file.toString()));
        args.addAll(List.of(options));
        return Run.In.home(home).withCredentialsOf(server).run(args.toArray(String[]::new));
    }

    private List<Integer> sizes() {
        return server.submissions.stream()
                .map(submission -> (int) submission.getValue().lines().count())
                .toList();
    }

    private static FaultyServer connected() {
        try {
            return new FaultyServer();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
