package org.alarmcall.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/**
 * What a reader of a whole feed holds: it applies what it is given, and fails at once when a position is missing or comes
 * twice, the time does not rise, or something leaves that was never there. Chain and digest are computed here a second
 * time, from the contract alone.
 */
public final class FeedCopy {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Indicator> live = new HashMap<>();
    private final Set<String> tactics = new HashSet<>();
    private long position;
    private byte[] chain = new byte[32];
    private Instant at = Instant.MIN;
    private BigInteger digest = BigInteger.ZERO;
    private long upserts;

    /** Applies the next entry: its bytes as they came. */
    public synchronized void apply(byte[] bytes) {
        JsonNode entry = read(bytes);
        long next = entry.get("position").asLong();
        check(next == position + 1, "after position " + position + " came " + next);
        Instant time = Instant.parse(entry.get("at").asText());
        check(time.isAfter(at), "position " + next + " is of " + time + ", and the one before of " + at);
        applyState(entry);
        position = next;
        at = time;
        chain = next(chain, bytes);
    }

    /** Where this copy stands must be what the answer says that it is. */
    public synchronized void checkStands(long expectedPosition, String expectedChain) {
        check(position == expectedPosition, "the copy is at " + position + ", the answer says " + expectedPosition);
        check(chain().equals(expectedChain), "at " + position + " the answer's chain is " + expectedChain);
    }

    /** Begins anew with a snapshot: its head line and its entries. */
    public synchronized void replaceBy(String snapshot) {
        try (BufferedReader lines = new BufferedReader(new StringReader(snapshot))) {
            String line = lines.readLine();
            check(line != null, "the snapshot is empty");
            JsonNode head = read(line.getBytes(StandardCharsets.UTF_8));
            live.clear();
            tactics.clear();
            digest = BigInteger.ZERO;
            at = Instant.MIN;
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode entry = read(line.getBytes(StandardCharsets.UTF_8));
                check(entry.get("op").asText().equals("upsert"), "in a snapshot: " + line);
                applyState(entry);
            }
            position = head.get("position").asLong();
            chain = HexFormat.of().parseHex(head.get("chain").asText());
            int held = live.size() + tactics.size();
            check(held == head.get("count").asInt(), "the snapshot has " + held + " lines: " + head);
            check(digestHex().equals(head.get("digest").asText()), "the snapshot's digest is another: " + head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized long position() {
        return position;
    }

    public synchronized String chain() {
        return HexFormat.of().formatHex(chain);
    }

    public synchronized int size() {
        return live.size();
    }

    /** Upserts applied so far. */
    public synchronized long upserts() {
        return upserts;
    }

    public synchronized boolean holdsAll(Collection<Indicator> indicators) {
        return new HashSet<>(live.values()).containsAll(indicators);
    }

    /** What it holds; fails when one indicator is there under two ids. */
    public synchronized Set<Indicator> indicators() {
        Set<Indicator> values = new HashSet<>(live.values());
        check(values.size() == live.size(), live.size() - values.size() + " indicators are in the feed twice");
        return values;
    }

    /** Whether this copy is the feed's, type by type; false while one of them is ahead. */
    public synchronized boolean equalsManifest(JsonNode manifest) {
        if (manifest.get("position").asLong() != position) {
            return false;
        }
        check(manifest.get("chain").asText().equals(chain()), "the manifest's chain is another at " + position);
        Map<String, BigInteger> digests = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        for (Indicator indicator : live.values()) {
            digests.merge(
                    indicator.type(), indicator.digestKey(), (x, y) -> x.add(y).mod(Indicator.DIGEST_MODULUS));
            counts.merge(indicator.type(), 1L, Long::sum);
        }
        for (JsonNode item : manifest.get("items")) {
            String type = item.get("type").asText();
            long count = item.get("count").asLong();
            check(counts.getOrDefault(type, 0L) == count, type + ": " + counts + ", the manifest: " + manifest);
            String sum = hex(digests.getOrDefault(type, BigInteger.ZERO));
            check(sum.equals(item.get("digest").asText()), type + " has digest " + sum + ", the manifest: " + manifest);
            counts.remove(type);
        }
        check(tactics.size() == manifest.get("tactics").get("count").asInt(), tactics + ", the manifest: " + manifest);
        BigInteger sum = tactics.stream()
                .map(id -> new BigInteger(1, Indicator.sha256(("tactic\n" + id).getBytes(StandardCharsets.UTF_8))))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(Indicator.DIGEST_MODULUS);
        check(hex(sum).equals(manifest.get("tactics").get("digest").asText()), "tactics, the manifest: " + manifest);
        check(counts.values().stream().allMatch(count -> count == 0), "not in the manifest: " + counts);
        return true;
    }

    private void applyState(JsonNode entry) {
        if (entry.get("kind").asText().equals("tactic")) {
            applyTactic(entry);
            return;
        }
        check(entry.get("kind").asText().equals("indicator"), entry.toString());
        JsonNode object = entry.get("indicator");
        String id = object.get("id").asText();
        Indicator indicator =
                new Indicator(object.get("type").asText(), object.get("value").asText());
        switch (entry.get("op").asText()) {
            case "upsert" -> {
                upserts++;
                Indicator before = live.put(id, indicator);
                check(before == null || before.equals(indicator), "an id changed its value: " + entry);
                if (before == null) {
                    digest = digest.add(indicator.digestKey()).mod(Indicator.DIGEST_MODULUS);
                }
            }
            case "withdraw" -> {
                check(indicator.equals(live.remove(id)), "it was not there: " + entry);
                digest = digest.subtract(indicator.digestKey()).mod(Indicator.DIGEST_MODULUS);
            }
            default -> check(false, "unknown op: " + entry);
        }
    }

    private void applyTactic(JsonNode entry) {
        String id = entry.get("tactic").get("id").asText();
        if (entry.get("op").asText().equals("upsert")) {
            tactics.add(id);
        } else {
            check(tactics.remove(id), "it was not there: " + entry);
        }
    }

    private String digestHex() {
        return hex(digest);
    }

    private static String hex(BigInteger number) {
        return "%064x".formatted(number);
    }

    private static byte[] next(byte[] chain, byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(chain);
            sha256.update(Indicator.sha256(bytes));
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionFailedError("not JSON: " + new String(json, StandardCharsets.UTF_8), e);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionFailedError(otherwise);
        }
    }
}
