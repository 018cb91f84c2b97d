package org.alarmcall.matching;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestMembers;
import org.jspecify.annotations.Nullable;

/** A collection with a member whose pictures and texts are published at once, and what its feed says of their families. */
final class FamilyPlay {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestMembers members = TestMembers.here();
    final String collection = members.collection();
    final ApiClient member = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);

    /** A hash that nothing else is near to. */
    static byte[] picture() {
        byte[] value = new byte[32];
        ThreadLocalRandom.current().nextBytes(value);
        return value;
    }

    /** The same with so many bits from {@code from} on flipped. */
    static byte[] flipped(byte[] value, int from, int bits) {
        byte[] changed = value.clone();
        for (int bit = from; bit < from + bits; bit++) {
            changed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return changed;
    }

    /** A digest of a text that nothing else is near to. */
    static byte[] text() {
        byte[] value = new byte[FingerprintType.TEXT_TLSH.byteLength()];
        ThreadLocalRandom.current().nextBytes(value);
        return value;
    }

    static String wire(byte[] value) {
        return Fingerprint.of(type(value), value).canonical();
    }

    private static FingerprintType type(byte[] value) {
        return value.length == FingerprintType.TEXT_TLSH.byteLength()
                ? FingerprintType.TEXT_TLSH
                : FingerprintType.IMAGE_PDQ;
    }

    /** A listing for each fingerprint, with the fingerprint as reference. */
    void publish(byte[]... values) {
        member.json(Map.of(
                        "listings",
                        Arrays.stream(values).map(FamilyPlay::listing).toList()))
                .post(path("/submissions"))
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> listing(byte[] value) {
        return Map.of(
                "reference",
                wire(value),
                "observedAt",
                "2026-11-20T09:30:00Z",
                "labels",
                Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"),
                "indicators",
                List.of(Map.of("type", type(value).wire(), "value", wire(value), "quality", 100)));
    }

    void withdraw(byte[] picture) {
        member.request().delete(path("/listings/" + wire(picture))).then().statusCode(204);
    }

    /** Each entry of the feed: its value and its cluster, of a withdrawal {@code withdrawn}. */
    List<Map.Entry<String, String>> entries() {
        Response response = member.request().get(path("/feed?after=0&limit=10000"));
        response.then().statusCode(200);
        return response.jsonPath().<Map<String, Object>>getList("entries").stream()
                .map(FamilyPlay::entry)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, String> entry(Map<String, Object> entry) {
        Map<String, Object> indicator = (Map<String, Object>) Objects.requireNonNull(entry.get("indicator"));
        boolean live = "upsert".equals(entry.get("op"));
        return Map.entry(
                (String) Objects.requireNonNull(indicator.get("value")),
                live ? String.valueOf(indicator.get("cluster")) : "withdrawn");
    }

    /** The clusters of what is live, by value. */
    Map<String, String> clusters() {
        Map<String, String> clusters = new LinkedHashMap<>();
        entries().forEach(entry -> clusters.put(entry.getKey(), entry.getValue()));
        clusters.values().removeIf("withdrawn"::equals);
        return clusters;
    }

    @Nullable
    String cluster(byte[] picture) {
        return clusters().get(wire(picture));
    }

    /** Waits until these are in one family and no other is; its id. */
    String awaitFamily(byte[]... pictures) {
        Map<String, String> last = new HashMap<>();
        Await.until("one family of " + pictures.length, PATIENCE, () -> {
            last.clear();
            last.putAll(clusters());
            String family = last.get(wire(pictures[0]));
            List<String> ofFamily = last.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(family))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            return family != null
                    && !family.equals("null")
                    && ofFamily.equals(Arrays.stream(pictures)
                            .map(FamilyPlay::wire)
                            .sorted()
                            .toList());
        });
        return Objects.requireNonNull(last.get(wire(pictures[0])));
    }

    /** Waits until the feed holds so many. */
    void awaitLive(int count) {
        Await.until(count + " live", PATIENCE, () -> clusters().size() == count);
    }

    String path(String rest) {
        return "/api/v1/collections/" + collection + rest;
    }
}
