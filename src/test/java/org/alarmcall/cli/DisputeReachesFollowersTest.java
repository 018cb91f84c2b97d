package org.alarmcall.cli;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two members dispute is gone from the copy of whoever follows, and however it follows. */
@QuarkusTest
class DisputeReachesFollowersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home = Path.of(".");

    @TestHTTPResource("/")
    URI server = URI.create("http://localhost");

    private final TestMembers members = TestMembers.here();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Set<String> streamed = ConcurrentHashMap.newKeySet();
    private final String disputed = md5();
    private final String other = md5();
    private String ivory = "";
    private String id = "";
    private ApiClient one = members.admin();
    private ApiClient two = members.admin();
    private FeedCopy polled = new FeedCopy(one, ivory, "candidate");
    private Thread pull = new Thread();

    @BeforeEach
    void threeFollow() throws Exception {
        ivory = members.collection();
        submit(members.member(Trust.TRUSTED, ivory, Access.READ_WRITE), ivory, listing("ad-1", disputed, other));
        one = members.member(Trust.STANDARD, ivory, Access.READ);
        two = members.member(Trust.STANDARD, ivory, Access.READ);
        polled = new FeedCopy(follower(), ivory, "candidate");
        stream(follower());
        pull(follower());
        id = String.valueOf(polled.holds(disputed).get("id"));
        polled.holds(other);
        Await.until("the stream has both", PATIENCE, () -> streamed.containsAll(Set.of(disputed, other)));
        Await.until("the copy on disk has both", PATIENCE, () -> current().containsAll(Set.of(disputed, other)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        pull.interrupt();
        pull.join();
        threads.shutdownNow();
    }

    @Test
    void after_the_second_dispute_it_leaves_every_copy() {
        assertEquals(Exit.DONE, dispute(one).exit());
        submit(members.member(Trust.TRUSTED, ivory, Access.READ_WRITE), ivory, listing("fence", md5()));
        Await.until(
                "the feed went on",
                PATIENCE,
                () -> streamed.size() == 3 && current().size() == 3);
        polled.pull(0);
        assertTrue(polled.contains(disputed)
                && streamed.contains(disputed)
                && current().contains(disputed));

        long second = System.nanoTime();
        assertEquals(Exit.DONE, dispute(two).exit());
        assertGone(second);
    }

    @Test
    void two_that_dispute_at_the_same_moment_are_two() throws Exception {
        List<Callable<Run>> both = List.of(() -> dispute(one), () -> dispute(two));
        long start = System.nanoTime();
        for (Future<Run> each : threads.invokeAll(both)) {
            assertEquals(Exit.DONE, each.get().exit());
        }
        assertGone(start);
    }

    private void assertGone(long since) {
        assertEquals("quarantined", polled.left(disputed));
        long byPoll = System.nanoTime();
        Await.until("the stream lost it", PATIENCE, () -> !streamed.contains(disputed));
        long byStream = System.nanoTime();
        Await.until(
                "the copy on disk lost it: " + err, PATIENCE, () -> !current().contains(disputed));
        System.out.printf(
                "gone by poll after %d ms, by stream after %d ms at most, on disk after %d ms at most%n",
                (byPoll - since) / 1_000_000, (byStream - since) / 1_000_000, (System.nanoTime() - since) / 1_000_000);
        assertTrue(
                polled.contains(other) && streamed.contains(other) && current().contains(other));
        assertFalse(polled.pull(0).contains(disputed));
    }

    private Run dispute(ApiClient member) {
        return Run.In.home(home)
                .with("ALARMCALL_URL", server.toString())
                .with("ALARMCALL_CLIENT_ID", member.clientId())
                .with("ALARMCALL_CLIENT_SECRET", member.secret())
                .run("feedback", "--collection", ivory, "--indicator", id, "--opinion", "dispute");
    }

    private ApiClient follower() {
        return members.member(Trust.STANDARD, ivory, Access.READ);
    }

    /** Follows the events until the thread is interrupted. */
    private void stream(ApiClient reader) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        server.resolve("/api/v1/collections/" + ivory + "/feed?tier=candidate"))
                .header("Authorization", "Bearer " + reader.token())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "0")
                .build();
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        threads.submit(() -> response.body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> Json.readLeniently(line.substring(5).getBytes(StandardCharsets.UTF_8)))
                .filter(entry -> entry.has("indicator"))
                .forEach(this::apply));
    }

    private void apply(JsonNode entry) {
        String value = entry.path("indicator").path("value").asText();
        if (entry.path("op").asText().equals("upsert")) {
            streamed.add(value);
        } else {
            streamed.remove(value);
        }
    }

    /** The program, as it stays and follows. */
    private void pull(ApiClient reader) {
        Shell shell = new Shell(
                Map.of(
                        "HOME",
                        home.toString(),
                        "ALARMCALL_URL",
                        server.toString(),
                        "ALARMCALL_CLIENT_ID",
                        reader.clientId(),
                        "ALARMCALL_CLIENT_SECRET",
                        reader.secret()),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String into = home.resolve("copy").toString();
        pull = new Thread(() ->
                Alarmcall.run(shell, "pull", "--collection", ivory, "--into", into, "--tier", "candidate", "--follow"));
        pull.start();
    }

    /** The values that the copy on disk holds. */
    private Set<String> current() {
        Path file = home.resolve("copy/current.ndjson");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.map(line -> Json.readLeniently(line.getBytes(StandardCharsets.UTF_8))
                            .path("value")
                            .asText())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
