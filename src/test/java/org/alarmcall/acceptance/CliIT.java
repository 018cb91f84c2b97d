package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member's day with the command line. */
class CliIT {

    private static final File NOWHERE = new File("/dev/null");

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Coalition coalition;

    private final Random random = new Random(8841);

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), Coalition.BOOTSTRAP);
        coalition = new Coalition(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void loginPushReviewPullWithdrawPull() throws Exception {
        MemberClient client = member("alpha", "standard", "ivory");
        Cli cli = new Cli(folder.resolve("alpha"));
        login(cli, client);

        List<Listing> listings = listings("ad", 40);
        Path ndjson = write(cli.file("ads.ndjson"), listings, "{\"reference\":\"bad\",\"indicators\":[]}");
        Cli.Result pushed = cli.run(Map.of(), "push", "--collection", "ivory", ndjson.toString());
        pushed.expect(1);
        assertTrue(pushed.out().contains("ads.ndjson:41: bad"), pushed.out());

        Path csv = cli.file("ads.csv");
        List<Listing> rows = listings("row", 3);
        Files.writeString(csv, csv(rows) + "row-bad,2026-11-20T09:30:00Z,,IVC,O,IT,it,ivory,image_md5,xyz,,\n");
        Cli.Result pushedCsv = cli.run(Map.of(), "push", "--json", "--collection", "ivory", csv.toString());
        pushedCsv.expect(1);
        JsonNode rejected = pushedCsv.events().get(0);
        assertEquals("rejected", rejected.get("event").asText());
        assertEquals("row-bad", rejected.get("reference").asText());
        assertEquals(1 + indicators(rows).size() + 1, rejected.get("line").asInt());

        cli.run(Map.of(), "pull", "--collection", "ivory", "--into", cli.into("ivory"))
                .expect(0);
        assertEquals(Set.of(), cli.copyOf("ivory"));
        approveAll("ivory");
        List<Listing> all = new ArrayList<>(listings);
        all.addAll(rows);
        awaitManifest(client, "ivory", indicators(all).size());
        Cli.Result pulled = cli.run(Map.of(), "pull", "--json", "--collection", "ivory", "--into", cli.into("ivory"));
        JsonNode copy = pulled.expect(0).events().get(0);
        assertEquals("copy", copy.get("event").asText());
        assertTrue(copy.get("verified").asBoolean());
        assertEquals(indicators(all), cli.copyOf("ivory"));

        client.delete("/api/v1/collections/ivory/listings/ad-7").ok();
        all.removeIf(listing -> listing.reference().equals("ad-7"));
        awaitManifest(client, "ivory", indicators(all).size());
        cli.run(Map.of(), "pull", "--collection", "ivory", "--into", cli.into("ivory"))
                .expect(0);
        assertEquals(indicators(all), cli.copyOf("ivory"));

        Cli.Result status = cli.run(Map.of(), "status", "--json").expect(0);
        assertTrue(status.events().stream()
                .anyMatch(event -> event.path("slug").asText().equals("ivory")));
    }

    @Test
    void aKilledPushAndAKilledPullGoOnWhereTheyWere() throws Exception {
        MemberClient client = member("beta", "trusted", "horn");
        Cli cli = new Cli(folder.resolve("beta"));
        login(cli, client);
        List<Listing> listings = listings("many", 12_000);
        String file = write(cli.file("many.ndjson"), listings).toString();
        String[] push = {"push", "--json", "--collection", "horn", "--batch", "200", file};

        Process cut = cli.start(Map.of(), NOWHERE, NOWHERE, push);
        Await.until("some requests are answered", Duration.ofSeconds(60), () -> cli.answeredRequests() >= 5);
        cut.destroyForcibly().waitFor();
        long answered = cli.answeredRequests();
        assertTrue(answered < 12_000 / 200, "it had ended before it was killed");

        Cli.Result resumed = cli.run(Map.of(), push).expect(0);
        assertTrue(resumed.err().contains("going on after"), resumed.err());
        JsonNode summary = resumed.events().get(0);
        assertEquals(listings.size(), summary.get("listings").asInt());
        assertEquals(indicators(listings).size(), summary.get("created").asInt(), "nothing is counted twice");

        awaitManifest(client, "horn", indicators(listings).size());
        String[] pull = {"pull", "--collection", "horn", "--into", cli.into("horn")};
        for (int i = 0; i < 4; i++) {
            Process cutPull = cli.start(Map.of(), NOWHERE, NOWHERE, pull);
            Thread.sleep(200 + random.nextInt(500)); // the moment is random
            cutPull.destroyForcibly().waitFor();
        }
        cli.run(Map.of(), pull).expect(0);
        assertEquals(indicators(listings), cli.copyOf("horn"));
    }

    @Test
    void aFollowingPullAppliesWhatComes() throws Exception {
        MemberClient client = member("gamma", "trusted", "skins");
        Cli cli = new Cli(folder.resolve("gamma"));
        login(cli, client);
        Process following = cli.start(
                Map.of(), NOWHERE, NOWHERE, "pull", "--follow", "--collection", "skins", "--into", cli.into("skins"));
        try {
            Path current = Path.of(cli.into("skins")).resolve("current.ndjson");
            Await.until("the first copy is there", Duration.ofSeconds(60), () -> Files.exists(current));
            List<Listing> listings = listings("late", 5);
            String file = write(cli.file("late.ndjson"), listings).toString();
            cli.run(Map.of(), "push", "--collection", "skins", file).expect(0);
            Await.until(
                    "what was pushed is in the copy",
                    Duration.ofSeconds(60),
                    () -> cli.copyOf("skins").equals(indicators(listings)));
        } finally {
            following.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatTwoMembersDisputeLeavesEachCopy() throws Exception {
        MemberClient reporter = member("delta", "trusted", "teeth");
        Cli pushing = new Cli(folder.resolve("delta"));
        login(pushing, reporter);
        List<Listing> listings = listings("tooth", 3);
        String file = write(pushing.file("teeth.ndjson"), listings).toString();
        pushing.run(Map.of(), "push", "--collection", "teeth", file).expect(0);
        Set<Indicator> all = indicators(listings);
        awaitManifest(reporter, "teeth", all.size());

        Cli first = judge("epsilon", "teeth");
        Cli second = judge("zeta", "teeth");
        Map<Indicator, String> ids = first.idsOf("teeth");
        assertEquals(all, ids.keySet());
        Indicator disputed = listings.get(0).indicators().get(0);
        Path opinions = first.file("opinions.csv");
        Files.writeString(opinions, csvOfOpinions(ids, disputed));
        Cli.Result said = first.run(Map.of(), "feedback", "--json", "--collection", "teeth", opinions.toString())
                .expect(1);
        JsonNode rejected = said.events().get(0);
        assertEquals("rejected", rejected.get("event").asText());
        assertEquals(all.size() + 2, rejected.get("line").asInt(), "the last line, after the header");
        assertEquals(all.size(), said.events().get(1).get("accepted").asInt());
        assertEquals(1, said.events().get(1).get("rejected").asInt());

        pull(first, "teeth");
        assertEquals(all, first.copyOf("teeth"), "one member takes nothing out");
        second.run(
                        Map.of(),
                        "feedback",
                        "--collection",
                        "teeth",
                        "--indicator",
                        Objects.requireNonNull(ids.get(disputed)),
                        "--opinion",
                        "dispute",
                        "--reason",
                        "a museum piece")
                .expect(0);
        awaitManifest(reporter, "teeth", all.size() - 1);
        all.remove(disputed);
        for (Cli cli : List.of(first, second)) {
            pull(cli, "teeth");
            assertEquals(all, cli.copyOf("teeth"));
        }
        JsonNode back = coalition
                .staff()
                .get("/api/v1/review/queue?collection=teeth&reason=quarantined")
                .expect(200)
                .json()
                .get("items");
        assertEquals(1, back.size());
        assertEquals(listings.get(0).reference(), back.get(0).get("reference").asText());
    }

    /** A member that follows a collection, has pulled it and says what it thinks of it. */
    private static Cli judge(String slug, String collection) throws Exception {
        coalition.member(slug, "standard", collection);
        Cli cli = new Cli(folder.resolve(slug));
        login(cli, coalition.client(slug, "feed:read", "feedback:write"));
        pull(cli, collection);
        return cli;
    }

    private static void pull(Cli cli, String collection) throws Exception {
        cli.run(Map.of(), "pull", "--collection", collection, "--into", cli.into(collection))
                .expect(0);
    }

    /** Disputes one, confirms the others, and ends with one that is in no feed. */
    private static String csvOfOpinions(Map<Indicator, String> ids, Indicator disputed) {
        StringBuilder csv = new StringBuilder("indicatorId,opinion,reason,matched,removed\n");
        ids.forEach((indicator, id) -> csv.append(id)
                .append(indicator.equals(disputed) ? ",dispute,\"a museum's,\",4,0\n" : ",confirm,,3,3\n"));
        return csv + "00000000-0000-4000-8000-000000000000,confirm,,,\n";
    }

    @Test
    void wrongCredentialsAreNotAllowedAndAnAbsentServerIsNamed() throws Exception {
        Cli cli = new Cli(folder.resolve("nobody"));
        Map<String, String> wrong = new HashMap<>();
        wrong.put("ALARMCALL_URL", server.uri().toString());
        wrong.put("ALARMCALL_CLIENT_ID", "nobody");
        wrong.put("ALARMCALL_CLIENT_SECRET", "a-secret-that-was-never-given-to-anybody");
        cli.run(wrong, "status").expect(4);
        wrong.put("ALARMCALL_URL", "http://127.0.0.1:9");
        cli.run(wrong, "status", "--retries", "0").expect(3);
        cli.run(wrong, "push").expect(2);
    }

    private static MemberClient member(String slug, String trust, String collection) throws InterruptedException {
        coalition.collection(collection);
        coalition.member(slug, trust, collection);
        return coalition.client(slug, "submissions:write", "feed:read");
    }

    private static void login(Cli cli, MemberClient client) throws Exception {
        cli.run(
                        Map.of("ALARMCALL_CLIENT_SECRET", client.clientSecret()),
                        "login",
                        "--url",
                        server.uri().toString(),
                        "--client-id",
                        client.clientId())
                .expect(0);
        Path stored = cli.file("config/alarmcall/credentials.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)));
        assertFalse(Files.readString(stored).isEmpty());
    }

    private List<Listing> listings(String name, int count) {
        List<Listing> listings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            listings.add(Listing.random(name + "-" + i, 2, random));
        }
        return listings;
    }

    private static Set<Indicator> indicators(List<Listing> listings) {
        return listings.stream()
                .flatMap(listing -> listing.indicators().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Path write(Path file, List<Listing> listings, String... more) throws Exception {
        Files.write(file, Listing.ndjson(listings));
        for (String line : more) {
            Files.writeString(file, line + "\n", java.nio.file.StandardOpenOption.APPEND);
        }
        return file;
    }

    private static String csv(List<Listing> listings) {
        StringBuilder csv = new StringBuilder(
                "reference,observedAt,taxon,term,claimedSource,country,language,policyCategory,type,value,quality,note\n");
        for (Listing listing : listings) {
            for (Indicator indicator : listing.indicators()) {
                csv.append(listing.reference())
                        .append(",2026-11-20T09:30:00Z,Loxodonta africana,IVC,O,IT,it,ivory,")
                        .append(indicator.type())
                        .append(',')
                        .append(indicator.value())
                        .append(indicator.type().equals("image_pdq") ? ",90," : ",,")
                        .append('\n');
            }
        }
        return csv.toString();
    }

    private static void approveAll(String collection) throws InterruptedException {
        MemberClient staff = coalition.staff();
        JsonNode queue = staff.get("/api/v1/review/queue?limit=1000&collection=" + collection)
                .expect(200)
                .json()
                .get("items");
        assertFalse(queue.isEmpty());
        for (JsonNode listing : queue) {
            staff.post(
                            "/api/v1/review/listings/"
                                    + listing.get("listingId").asText() + "/decision",
                            "{\"decision\":\"approve\"}")
                    .ok();
        }
    }

    private static void awaitManifest(MemberClient client, String collection, int count) throws Exception {
        Await.until("the feed of " + collection + " holds " + count, Duration.ofSeconds(60), () -> {
            long live = 0;
            JsonNode manifest = client.get("/api/v1/collections/" + collection + "/manifest?tier=candidate")
                    .expect(200)
                    .json();
            for (JsonNode item : manifest.get("items")) {
                live += item.get("count").asLong();
            }
            return live == count;
        });
    }
}
