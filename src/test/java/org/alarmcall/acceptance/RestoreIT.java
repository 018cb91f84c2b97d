package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older copy of the database is put back: no reader goes on as if nothing had happened. */
class RestoreIT {

    private static final String COLLECTION = "ivory";
    private static final String BASE = "/api/v1/collections/" + COLLECTION;

    private final Random random = new Random(20261124);

    @TempDir
    Path folder;

    @Test
    void readersOfARestoredDatabaseAreToldAndResyncBySnapshot() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        Cli cli = new Cli(folder.resolve("member"));
        try (ServerProcess server = ServerProcess.start(data, Coalition.BOOTSTRAP)) {
            Coalition coalition = new Coalition(server);
            coalition.collection(COLLECTION);
            coalition.member("alpha", "trusted", COLLECTION);
            MemberClient client = coalition.client("alpha", "submissions:write", "feed:read");
            Set<Indicator> kept = new HashSet<>(submit(client, "kept", 300));
            FeedCopy copy = new FeedCopy();
            follow(client, copy, kept);

            server.stop();
            run("cp", "-a", data.toString(), backup.toString());
            server.restart().awaitReady();

            Set<Indicator> lost = submit(client, "lost", 200);
            Set<Indicator> all = new HashSet<>(kept);
            all.addAll(lost);
            follow(client, copy, all);
            cli.pull(server, client, COLLECTION).expect(0);
            assertEquals(all, cli.copyOf(COLLECTION));

            server.stop();
            run("rm", "-r", data.toString());
            run("mv", backup.toString(), data.toString());
            server.restart().awaitReady();

            checkRewound(client, copy); // the feed ends before the reader's position
            Set<Indicator> others = submit(client, "others", 400);
            kept.addAll(others);
            Await.until(
                    "the restored feed has passed the reader's position",
                    Duration.ofSeconds(60),
                    () -> manifest(client).get("position").asLong() > copy.position() + 10);
            checkRewound(client, copy); // the position is there, but of another feed

            copy.replaceBy(
                    client.get(BASE + "/snapshot?tier=candidate").expect(200).text());
            follow(client, copy, kept);
            cli.pull(server, client, COLLECTION).expect(0);
            assertEquals(kept, cli.copyOf(COLLECTION));
        }
    }

    private Set<Indicator> submit(MemberClient client, String name, int listings) throws InterruptedException {
        List<Listing> list = new ArrayList<>();
        for (int i = 0; i < listings; i++) {
            list.add(Listing.random(name + "-" + i, 2, random));
        }
        client.send("POST", BASE + "/submissions", Listing.ndjson(list), "Content-Type", "application/x-ndjson")
                .expect(200);
        Set<Indicator> sent = new HashSet<>();
        list.forEach(listing -> sent.addAll(listing.indicators()));
        return sent;
    }

    /** Reads on until the copy is the feed, and checks what it holds then. */
    private static void follow(MemberClient client, FeedCopy copy, Set<Indicator> expected) throws Exception {
        Await.until("the copy holds " + expected.size() + " indicators", Duration.ofSeconds(60), () -> {
            Answer answer = pull(client, copy).expect(200);
            answer.text().lines().forEach(line -> copy.apply(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return copy.holdsAll(expected) && copy.equalsManifest(manifest(client));
        });
        assertEquals(expected, copy.indicators());
    }

    private static void checkRewound(MemberClient client, FeedCopy copy) throws InterruptedException {
        JsonNode problem = pull(client, copy).expect(409).json();
        assertEquals("urn:alarmcall:problem:feed-rewound", problem.get("type").asText());
    }

    private static Answer pull(MemberClient client, FeedCopy copy) throws InterruptedException {
        return client.get(
                BASE + "/feed?tier=candidate&limit=10000&after=" + copy.position() + "&chain=" + copy.chain(),
                "Accept",
                "application/x-ndjson");
    }

    private static JsonNode manifest(MemberClient client) throws InterruptedException {
        return client.get(BASE + "/manifest?tier=candidate").expect(200).json();
    }

    /** By the system's own tools, as an operator would: they keep owners and modes. */
    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
    }
}
