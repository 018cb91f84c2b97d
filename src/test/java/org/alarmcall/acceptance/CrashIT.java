package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered 200 is there, once, however often the server or its PostgreSQL was killed meanwhile. */
class CrashIT {

    private static final String COLLECTION = "ivory";
    private static final String BASE = "/api/v1/collections/" + COLLECTION;
    private static final int WRITERS = 4;
    private static final int KILLS = 10;
    private static final int MAX_PAUSE_MILLIS = 800;

    private enum Victim {
        SERVER,
        POSTGRES,
        BOTH
    }

    private final long seed = new Random().nextLong();
    private final Map<String, Listing> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger answered = new AtomicInteger();

    private volatile boolean enough;

    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredIsThereOnceAfterTenKills() throws Exception {
        System.out.println("CrashIT: seed " + seed);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Coalition.BOOTSTRAP)) {
            Coalition coalition = new Coalition(server);
            coalition.collection(COLLECTION);
            coalition.member("alpha", "trusted", COLLECTION);
            MemberClient writer = coalition.client("alpha", "submissions:write", "feed:read");
            try (Follower follower = new Follower(writer, COLLECTION, Follower.Way.PULL)) {
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
                List<Future<?>> writing = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int number = i;
                    writing.add(threads.submit(() -> write(number, writer)));
                }
                threads.shutdown();
                try {
                    killTenTimes(server, writing);
                } finally {
                    enough = true;
                }
                for (Future<?> each : writing) {
                    each.get();
                }
                System.out.println("CrashIT: " + accepted.size() + " listings in " + answered + " answers");
                checkListings(writer);
                checkFeed(writer, follower);
            }
        }
    }

    private void killTenTimes(ServerProcess server, List<Future<?>> writing) throws Exception {
        Random random = new Random(seed);
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            victims.add(Victim.values()[i % Victim.values().length]);
        }
        Collections.shuffle(victims, random);
        for (Victim victim : victims) {
            int before = answered.get();
            Await.until("the writers go on", Duration.ofSeconds(90), () -> {
                for (Future<?> each : writing) {
                    if (each.isDone()) {
                        each.get(); // throws what ended it
                    }
                }
                return answered.get() > before + WRITERS;
            });
            Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS)); // the moment is random
            if (victim != Victim.SERVER) {
                ProcessHandle postgres = server.postgres().orElseThrow();
                assertTrue(postgres.destroyForcibly());
                postgres.onExit().join();
            }
            if (victim != Victim.POSTGRES) {
                server.kill();
                server.restart().awaitReady();
            }
        }
    }

    /** Sends each request until it is answered: every second one with a key, the others as they are. */
    private Void write(int writer, MemberClient client) throws Exception {
        Random random = new Random(seed + 1 + writer);
        for (int i = 0; !enough; i++) {
            int size = i % 8 == 0 ? 800 : 1 + random.nextInt(40);
            List<Listing> listings = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                listings.add(Listing.random("w" + writer + "-" + i + "-" + j, 1, random));
            }
            List<String> headers = new ArrayList<>(List.of("Content-Type", "application/x-ndjson"));
            if (i % 2 == 0) {
                headers.addAll(List.of("Idempotency-Key", "w" + writer + "-" + i));
            }
            JsonNode answer = client.send(
                            "POST", BASE + "/submissions", Listing.ndjson(listings), headers.toArray(new String[0]))
                    .expect(200)
                    .json();
            assertEquals(0, answer.get("summary").get("rejected").asInt(), answer.toString());
            listings.forEach(listing -> accepted.put(listing.reference(), listing));
            answered.incrementAndGet();
        }
        return null;
    }

    private void checkListings(MemberClient client) throws InterruptedException {
        Map<String, Integer> times = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = client.get(BASE + "/listings?limit=1000" + cursor)
                    .expect(200)
                    .json();
            page.get("items").forEach(item -> times.merge(item.get("reference").asText(), 1, Integer::sum));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());
        times.forEach((reference, count) -> assertEquals(1, count, reference));
        assertEquals(new HashSet<>(accepted.keySet()), times.keySet());
    }

    private void checkFeed(MemberClient client, Follower follower) throws Exception {
        Set<Indicator> expected = new HashSet<>();
        accepted.values().forEach(listing -> expected.addAll(listing.indicators()));
        Await.until(
                "the follower has all " + expected.size() + " indicators and stands at the end",
                Duration.ofSeconds(60),
                () -> follower.copy().holdsAll(expected)
                        && follower.copy()
                                .equalsManifest(client.get(BASE + "/manifest?tier=candidate")
                                        .expect(200)
                                        .json()));
        assertEquals(expected, follower.copy().indicators());
    }
}
