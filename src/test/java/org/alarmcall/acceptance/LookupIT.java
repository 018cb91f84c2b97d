package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.alarmcall.platform.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes answer lookups alike, soon after publication, and after one of them was killed or lost its index. */
class LookupIT {

    private static final String COLLECTION = "ivory";
    private static final String BASE = "/api/v1/collections/" + COLLECTION;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PICTURES = 1_000;

    private final Random random = new Random(20261125);

    @TempDir
    Path folder;

    @Test
    void twoNodesAnswerAlikeAndAKilledOneComesBack() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        try (ServerProcess first = node("node-a", database);
                ServerProcess second = node("node-b", database)) {
            Coalition coalition = new Coalition(first, second);
            coalition.collection(COLLECTION);
            coalition.member("alpha", "trusted", COLLECTION);
            MemberClient member = coalition.client("alpha", "submissions:write", "lookup:read", "feed:read");
            MemberClient atFirst = at(first, member);
            MemberClient atSecond = at(second, member);

            measurePublication(member, atFirst, atSecond);
            List<String> pictures = publish(member, "many", PICTURES);
            String answer = awaitAll(atFirst, pictures);
            assertEquals(answer, awaitAll(atSecond, pictures), "the nodes answer alike");

            second.kill();
            publish(member, "meanwhile", 20);
            second.restart().awaitReady();
            assertEquals(answer, awaitAll(at(second, member), pictures), "after kill -9");

            second.stop();
            Path file = second.dataDir().resolve("index").resolve(COLLECTION + ".bin");
            byte[] saved = Files.readAllBytes(file);
            second.restart().awaitReady();
            assertEquals(answer, awaitAll(at(second, member), pictures), "after a stop, from the file");
            assertFalse(second.log().contains("is built again"), second.log());

            second.kill();
            saved[saved.length / 2] ^= 1;
            Files.write(file, saved);
            second.restart().awaitReady();
            assertTrue(second.log().contains("is built again"), second.log());
            assertEquals(answer, awaitAll(at(second, member), pictures), "after its file was damaged");
        }
    }

    /** From the answer to a submission until both nodes find what is near it; and until neither does after a withdrawal. */
    private void measurePublication(MemberClient member, MemberClient... nodes) throws Exception {
        List<Long> found = new ArrayList<>();
        List<Long> lost = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String picture = publish(member, "measured-" + i, 1).get(0);
            found.add(untilMatches(1, picture, nodes).toMillis());
            member.delete(BASE + "/listings/measured-" + i + "-0").expect(204);
            lost.add(untilMatches(0, picture, nodes).toMillis());
        }
        System.out.println("LookupIT: milliseconds until two nodes found what is near a new picture: " + found
                + ", and no more what was withdrawn: " + lost);
    }

    private static Duration untilMatches(int count, String picture, MemberClient... nodes) throws Exception {
        return Await.until("both nodes have " + count + " matches", LIMIT, () -> {
            for (MemberClient node : nodes) {
                JsonNode answer = lookup(node, List.of(picture)).json();
                if (answer.at("/results/0/matches").size() != count) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Asks for what is near all pictures until each has one; the answer. */
    private static String awaitAll(MemberClient node, List<String> pictures) throws Exception {
        Await.until("all " + pictures.size() + " are found", LIMIT, () -> {
            long begin = System.nanoTime();
            JsonNode results = lookup(node, pictures).json().get("results");
            System.out.println("LookupIT: " + pictures.size() + " near lookups took "
                    + (System.nanoTime() - begin) / 1_000_000 + " ms");
            for (JsonNode result : results) {
                if (result.get("matches").isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        return lookup(node, pictures).text();
    }

    private static Answer lookup(MemberClient node, List<String> pictures) throws InterruptedException {
        String queries = pictures.stream()
                .map(picture -> "{\"type\":\"image_pdq\",\"value\":\"" + near(picture) + "\"}")
                .collect(Collectors.joining(",", "{\"queries\":[", "]}"));
        return node.post(BASE + "/lookup", queries).expect(200);
    }

    /** The picture with 16 bits changed. */
    private static String near(String picture) {
        byte[] value = HexFormat.of().parseHex(picture);
        for (int i = 0; i < value.length; i += 2) {
            value[i] ^= 1;
        }
        return HexFormat.of().formatHex(value);
    }

    private List<String> publish(MemberClient member, String name, int count) throws InterruptedException {
        List<Listing> listings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            listings.add(Listing.random(name + "-" + i, 1, random));
        }
        member.send("POST", BASE + "/submissions", Listing.ndjson(listings), "Content-Type", "application/x-ndjson")
                .expect(200);
        return listings.stream()
                .map(listing -> listing.indicators().get(0).value())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static MemberClient at(ServerProcess node, MemberClient client) {
        return new MemberClient(List.of(node), 0, client.clientId(), client.clientSecret());
    }

    private ServerProcess node(String name, TestPostgres.Database database) throws Exception {
        Map<String, String> environment = new HashMap<>(Coalition.BOOTSTRAP);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put(
                "ALARMCALL_TOKENS_KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        return ServerProcess.start(folder.resolve(name), environment);
    }
}
