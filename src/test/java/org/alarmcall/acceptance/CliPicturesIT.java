package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.SamplePictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member's pictures: hashed at home, pushed, looked up, watched for. */
class CliPicturesIT {

    private static final int PICTURES = 200;
    private static final String COLLECTION = "ivory";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static MemberClient client;
    private static Path pictures;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), Coalition.BOOTSTRAP);
        Coalition coalition = new Coalition(server);
        coalition.collection(COLLECTION);
        coalition.member("alpha", "trusted", COLLECTION);
        client = coalition.client("alpha", "submissions:write", "feed:read", "lookup:read");
        pictures = Files.createDirectories(folder.resolve("export/pictures"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(pictures.resolve(name(i)), jpeg(i, 0.9f));
        }
        pushAll();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String name(int i) {
        return String.format("p%03d.jpg", i);
    }

    private static byte[] jpeg(int seed, float quality) throws Exception {
        return SamplePictures.jpeg(SamplePictures.scene(seed, 320, 240), quality, false);
    }

    private static Cli cli(String name) throws Exception {
        return new Cli(folder.resolve(name));
    }

    private static Cli.Result run(Cli cli, String... arguments) throws Exception {
        return cli.run(Cli.environment(server, client), arguments);
    }

    /** 200 pictures, a broken one, and an account. */
    private static void pushAll() throws Exception {
        byte[] whole = jpeg(0, 0.9f);
        Files.write(pictures.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        StringBuilder csv = new StringBuilder("reference,observedAt,taxon,term,policyCategory,file,account\n");
        String labels = ",2026-11-20T09:30:00Z,Loxodonta africana,IVC,ivory,";
        for (int i = 0; i < PICTURES; i++) {
            csv.append("ad-")
                    .append(i)
                    .append(labels)
                    .append("pictures/")
                    .append(name(i))
                    .append(",\n");
        }
        csv.append("ad-cut").append(labels).append("pictures/cut.jpg,\n");
        csv.append("ad-seller").append(labels).append(",email:Seller@shop.example\n");
        Path file = Files.writeString(pictures.resolveSibling("listings.csv"), csv);
        Cli.Result pushed =
                run(cli("push"), "push", "--json", "--batch", "64", "--collection", COLLECTION, file.toString());
        pushed.expect(1);
        JsonNode rejected = pushed.events().get(0);
        assertEquals(PICTURES + 2, rejected.get("line").asInt());
        assertEquals("ad-cut", rejected.get("reference").asText());
        assertEquals("/file", rejected.get("pointer").asText());
        JsonNode summary = pushed.events().get(1);
        assertEquals(1, summary.get("rejected").asInt());
        int created = 2 * PICTURES + 1;
        assertEquals(created, summary.get("created").asInt());
        Await.until("all that was pushed is in the feed", Duration.ofSeconds(60), () -> {
            long live = 0;
            for (JsonNode item : client.get("/api/v1/collections/" + COLLECTION + "/manifest?tier=candidate")
                    .expect(200)
                    .json()
                    .get("items")) {
                live += item.get("count").asLong();
            }
            return live == created;
        });
        awaitIndex();
    }

    /** What is near is looked up in memory, which follows the feed. */
    private static void awaitIndex() throws Exception {
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            String pdq = Pdq.of(SamplePictures.scene(i, 320, 240)).fingerprint().canonical();
            queries.add("{\"type\":\"image_pdq\",\"value\":\"" + pdq + "\"}");
        }
        String body = "{\"queries\":[" + String.join(",", queries) + "]}";
        Await.until("all pictures are found", Duration.ofSeconds(60), () -> {
            for (JsonNode result : client.post("/api/v1/collections/" + COLLECTION + "/lookup", body)
                    .expect(200)
                    .json()
                    .get("results")) {
                if (result.get("matches").isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void aFolderIsHashedWithoutAServerAndTheBrokenPictureIsNamed() throws Exception {
        Cli.Result hashed = cli("hash").run(Map.of(), "hash", pictures.toString());
        hashed.expect(1);
        assertTrue(hashed.err().contains("cut.jpg: it is "), hashed.err());
        List<String> files = hashed.events().stream()
                .map(event -> event.get("file").asText())
                .distinct()
                .toList();
        assertEquals(new ArrayList<>(new TreeSet<>(files)), files);
        assertEquals(3 * PICTURES, hashed.events().size());
    }

    @Test
    void copiesThatWereSavedAnewAreFoundOnlineAndOffline() throws Exception {
        Cli cli = cli("lookup");
        Path copies = Files.createDirectories(cli.file("copies"));
        for (int i = 0; i < 20; i++) {
            Files.write(copies.resolve(name(i)), jpeg(i, 0.5f));
        }
        Cli.Result online = run(cli, "lookup", "--json", "--collection", COLLECTION, copies.toString());
        online.expect(0);
        for (JsonNode match : online.events()) {
            assertEquals("image_pdq", match.get("type").asText());
            assertEquals(
                    "Loxodonta africana",
                    match.at("/indicator/labels/taxon/scientificName").asText());
        }
        cli.pull(server, client, COLLECTION).expect(0);
        Cli.Result offline =
                cli.run(Map.of(), "lookup", "--json", "--offline", cli.into(COLLECTION), copies.toString());
        offline.expect(0);
        assertEquals(summary(online), summary(offline));
        assertEquals(20, summary(online).size());

        Files.write(copies.resolve("new.jpg"), jpeg(PICTURES + 1, 0.9f));
        Cli.Result some = run(cli, "lookup", "--json", "--collection", COLLECTION, copies.toString());
        some.expect(1);
        assertTrue(some.out().contains("new.jpg\",\"matched\":false"), some.out());
    }

    @Test
    void anExactFileIsFoundByItsPrefixAndASellerUnderTheCoalitionsKey() throws Exception {
        Cli cli = cli("private");
        String original = pictures.resolve(name(3)).toString();
        Cli.Result found = run(cli, "lookup", "--private", "--json", "--collection", COLLECTION, original);
        found.expect(0);
        assertEquals("image_sha256", found.events().get(0).get("type").asText());
        assertEquals("candidate", found.events().get(0).at("/indicator/tier").asText());

        String sellers = Files.writeString(cli.file("sellers.txt"), "seller@SHOP.example\n")
                .toString();
        run(cli, "lookup", "--account", "email", "--collection", COLLECTION, sellers)
                .expect(0);
        String others = Files.writeString(cli.file("others.txt"), "other@shop.example\n")
                .toString();
        run(cli, "lookup", "--account", "email", "--private", "--collection", COLLECTION, others)
                .expect(1);
        run(cli, "lookup", "--collection", "none", original).expect(2);
    }

    @Test
    void aWatchedFolderIsMatchedUntilASignalEndsIt() throws Exception {
        Cli cli = cli("watch");
        Path in = Files.createDirectories(cli.file("in"));
        Path out = cli.file("out.txt");
        Path err = cli.file("err.txt");
        Process watch = cli.start(
                new HashMap<>(Cli.environment(server, client)),
                out.toFile(),
                err.toFile(),
                "watch",
                "--json",
                "--settle-millis",
                "300",
                "--collection",
                COLLECTION,
                in.toString());
        try {
            Await.until(
                    "it watches",
                    Duration.ofSeconds(60),
                    () -> Files.readString(err).contains("Watching"));
            Files.write(in.resolve("broken.jpg"), new byte[] {1, 2, 3});
            Files.write(in.resolve("unknown.jpg"), jpeg(PICTURES + 2, 0.9f));
            Files.write(in.resolve("known.jpg"), jpeg(5, 0.5f));
            Await.until(
                    "it matches",
                    Duration.ofSeconds(60),
                    () -> Files.readString(out).contains("known.jpg\",\"matched\":true"));
            assertFalse(Files.readString(out).contains("unknown.jpg"));
            Await.until(
                    "it says what is broken",
                    Duration.ofSeconds(60),
                    () -> Files.readString(err).contains("broken.jpg: "));
            watch.destroy();
            assertTrue(watch.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, watch.exitValue(), Files.readString(err));
        } finally {
            watch.destroyForcibly().waitFor();
        }
    }

    private static Set<String> summary(Cli.Result result) {
        Set<String> summary = new TreeSet<>();
        for (JsonNode match : result.events()) {
            summary.add(match.get("file").asText() + " " + match.get("distance").asInt() + " "
                    + match.at("/indicator/id").asText());
        }
        return summary;
    }
}
