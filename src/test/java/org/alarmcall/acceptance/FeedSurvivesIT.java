package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.alarmcall.platform.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the feed, under what breaks others: late commits, two servers, one of them killed while it sequences.
 */
class FeedSurvivesIT {

    private static final String COLLECTION = "ivory";
    private static final String LISTINGS = "/api/v1/collections/" + COLLECTION + "/listings/";
    private static final String SUBMISSIONS = "/api/v1/collections/" + COLLECTION + "/submissions";
    private static final int WRITERS = 16;
    private static final int SUBMISSIONS_A_WRITER = 24;
    private static final int LISTINGS_A_SUBMISSION = 20;
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final long seed = new Random().nextLong();
    private final Set<Indicator> expected = ConcurrentHashMap.newKeySet();
    private final Set<Indicator> gone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void everyFollowerHasEveryIndicatorWhenTheNodeThatSequencesIsKilled() throws Exception {
        System.out.println("FeedSurvivesIT: seed " + seed);
        TestPostgres.Database database = TestPostgres.freshDatabase();
        try (ServerProcess first = node("node-a", database);
                ServerProcess second = node("node-b", database);
                Connection unrelated = database.connect();
                Connection observer = database.connectAsSuperuser()) {
            long unrelatedXid = openTransaction(unrelated);
            Coalition coalition = new Coalition(first, second);
            coalition.collection(COLLECTION);
            List<MemberClient> writers = writers(coalition);
            coalition.member("reader", "standard", COLLECTION);
            MemberClient reader = coalition.client("reader", "feed:read");
            MemberClient staff = coalition.staff();
            try (Follower pull = new Follower(reader.startingAt(0), COLLECTION, Follower.Way.PULL);
                    Follower poll = new Follower(reader.startingAt(1), COLLECTION, Follower.Way.LONG_POLL);
                    Follower stream = new Follower(reader.startingAt(0), COLLECTION, Follower.Way.STREAM)) {
                List<Follower> followers = List.of(pull, poll, stream);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
                List<Future<?>> writing = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    writing.add(threads.submit(() -> write(writer, writers.get(writer), staff.startingAt(writer))));
                }
                threads.shutdown();
                Await.until(
                        "a third of the submissions are answered",
                        Duration.ofMinutes(2),
                        () -> answered.get() > WRITERS * SUBMISSIONS_A_WRITER / 3);

                Duration takeOver = killTheSequencer(observer, first, second, followers);
                assertTrue(takeOver.compareTo(TAKE_OVER_LIMIT) < 0, "it took " + takeOver);

                for (Future<?> each : writing) {
                    each.get();
                }
                checkComplete(reader, followers);
                assertEquals(unrelatedXid, currentXid(unrelated), "the unrelated transaction was open all the time");
                writers.forEach(writer -> assertEquals(List.of(), writer.failures(), "no answer 500"));
            }
        }
    }

    private ServerProcess node(String name, TestPostgres.Database database) throws Exception {
        Map<String, String> environment = new HashMap<>(Coalition.BOOTSTRAP);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl() + "?ApplicationName=" + name);
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put(
                "ALARMCALL_TOKENS_KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        return ServerProcess.start(folder.resolve(name), environment);
    }

    /** An unrelated transaction that has written: it holds back every snapshot that is taken meanwhile. */
    private static long openTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE unrelated (n integer)");
            statement.execute("INSERT INTO unrelated VALUES (1)");
        }
        return currentXid(connection);
    }

    private static long currentXid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_xact_id_if_assigned()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Twelve writers of trusted members, four of one whose listings staff must approve. */
    private static List<MemberClient> writers(Coalition coalition) throws InterruptedException {
        List<MemberClient> members = new ArrayList<>();
        for (String member : List.of("alpha", "beta", "gamma")) {
            coalition.member(member, member.equals("gamma") ? "standard" : "trusted", COLLECTION);
            members.add(coalition.client(member, "submissions:write"));
        }
        List<MemberClient> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            MemberClient member = isReviewed(i) ? members.get(2) : members.get(i % 2);
            clients.add(member.startingAt(i / 2));
        }
        return clients;
    }

    private static boolean isReviewed(int writer) {
        return writer % 4 == 3;
    }

    private Void write(int writer, MemberClient client, MemberClient staff) throws Exception {
        boolean reviewed = isReviewed(writer);
        Random random = new Random(seed + writer);
        for (int i = 0; i < SUBMISSIONS_A_WRITER; i++) {
            List<Listing> listings = new ArrayList<>();
            for (int j = 0; j < LISTINGS_A_SUBMISSION; j++) {
                listings.add(Listing.random("w" + writer + "-" + i + "-" + j, 2, random));
            }
            if (!reviewed) {
                listings.add(sharedListing(writer, i));
            }
            JsonNode answer = client.send(
                            "POST",
                            SUBMISSIONS,
                            Listing.ndjson(listings),
                            "Content-Type",
                            "application/x-ndjson",
                            "Idempotency-Key",
                            "w" + writer + "-" + i)
                    .expect(200)
                    .json();
            assertEquals(listings.size(), answer.get("results").size());
            assertEquals(0, answer.get("summary").get("rejected").asInt(), answer.toString());
            if (reviewed) {
                decide(staff, listings, answer);
            } else {
                listings.forEach(listing -> expected.addAll(listing.indicators()));
                withdrawOne(client, listings.get(random.nextInt(LISTINGS_A_SUBMISSION)));
            }
            answered.incrementAndGet();
        }
        return null;
    }

    /** What trusted writers of both members send at about the same time: it must be joined, not doubled. */
    private Listing sharedListing(int writer, int round) {
        Random common = new Random(seed - 1 - round);
        return new Listing("shared-" + writer + "-" + round, List.of(Listing.randomIndicator("url_sha256", common)));
    }

    private void withdrawOne(MemberClient client, Listing listing) throws InterruptedException {
        int status = client.delete(LISTINGS + listing.reference()).status();
        // Asked twice when the node was killed before it answered: then it is gone already.
        assertTrue(status / 100 == 2 || status == 404, "withdrawing was answered " + status);
        expected.removeAll(listing.indicators());
        gone.addAll(listing.indicators());
    }

    private void decide(MemberClient staff, List<Listing> listings, JsonNode answer) throws InterruptedException {
        String rejected = answer.get("results").get(0).get("listingId").asText();
        staff.post("/api/v1/review/listings/" + rejected + "/decision", "{\"decision\":\"reject\",\"reason\":\"test\"}")
                .ok();
        staff.post(
                        "/api/v1/review/submissions/"
                                + answer.get("submissionId").asText() + "/decision",
                        "{\"decision\":\"approve\"}")
                .ok();
        listings.subList(1, listings.size()).forEach(listing -> expected.addAll(listing.indicators()));
        gone.addAll(listings.get(0).indicators());
    }

    /** Returns how long it took from the kill until a follower had an entry of the node that was left. */
    private Duration killTheSequencer(
            Connection observer, ServerProcess first, ServerProcess second, List<Follower> followers) throws Exception {
        String holder = awaitHolder(observer);
        long killed = System.nanoTime();
        (holder.equals("node-a") ? first : second).kill();
        Await.until("PostgreSQL has ended the killed node's sessions", Duration.ofSeconds(10), () -> {
            try (Statement statement = observer.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + holder + "'")) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
        Duration sessionsEnded = Duration.ofNanos(System.nanoTime() - killed);
        long head = head(observer); // what comes after it is the other node's
        assertTrue(answered.get() < WRITERS * SUBMISSIONS_A_WRITER, "the writers had ended before the kill");
        Await.until("an entry of the node that is left", Duration.ofSeconds(60), () -> head(observer) > head);
        Duration written = Duration.ofNanos(System.nanoTime() - killed);
        Await.until(
                "a follower has it",
                Duration.ofSeconds(60),
                () -> followers.stream().anyMatch(follower -> follower.copy().position() > head));
        Duration followed = Duration.ofNanos(System.nanoTime() - killed);
        System.out.printf(
                "FeedSurvivesIT: %s killed while it sequenced; its sessions ended after %d ms, the other node's first"
                        + " entry was written after %d ms, a follower had it after %d ms%n",
                holder, sessionsEnded.toMillis(), written.toMillis(), followed.toMillis());
        return followed;
    }

    private static long head(Connection observer) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(position) FROM feed_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Looks until it sees a transaction that has the sequencer's lock and takes touches. */
    private static String awaitHolder(Connection observer) throws Exception {
        String[] holder = new String[1];
        Await.until("a node is seen that sequences", Duration.ofSeconds(60), () -> {
            try (Statement statement = observer.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT activity.application_name FROM pg_locks AS head
                            JOIN pg_locks AS change ON change.pid = head.pid
                            JOIN pg_stat_activity AS activity ON activity.pid = head.pid
                            WHERE head.relation = 'feed_head'::regclass AND head.mode = 'RowShareLock'
                                AND change.relation = 'feed_change'::regclass AND change.mode = 'RowExclusiveLock'
                                AND head.granted AND change.granted
                            """)) {
                if (row.next()) {
                    holder[0] = row.getString(1);
                }
            }
            return holder[0] != null;
        });
        return holder[0];
    }

    private void checkComplete(MemberClient reader, List<Follower> followers) throws Exception {
        for (Follower follower : followers) {
            Await.until(
                    "a follower has all " + expected.size() + " indicators and is at the end",
                    END_LIMIT,
                    () -> follower.copy().holdsAll(expected)
                            && follower.copy().equalsManifest(manifest(reader))
                            && follower.copy().size() == expected.size());
            assertEquals(new HashSet<>(expected), follower.copy().indicators());
            assertTrue(follower.copy().indicators().stream().noneMatch(gone::contains));
        }
        FeedCopy fresh = new FeedCopy();
        fresh.replaceBy(reader.get("/api/v1/collections/" + COLLECTION + "/snapshot?tier=candidate")
                .expect(200)
                .text());
        assertEquals(new HashSet<>(expected), fresh.indicators());
    }

    private static JsonNode manifest(MemberClient reader) throws InterruptedException {
        return reader.get("/api/v1/collections/" + COLLECTION + "/manifest?tier=candidate")
                .expect(200)
                .json();
    }
}
