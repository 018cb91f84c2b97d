package org.alarmcall.cli.copy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alarmcall.fingerprint.Digest;
import org.alarmcall.fingerprint.Fingerprint;

/** A feed as a server would have it, computed here a second time and plainly. */
public final class SampleFeed {

    /** A live indicator. */
    public record Item(String type, String value, String entry, String object) {}

    private final List<String> entries = new ArrayList<>();
    private final List<byte[]> chains = new ArrayList<>(List.of(new byte[32]));
    private final Map<String, Item> live = new LinkedHashMap<>();

    /** The n-th indicator comes, or comes with another count of reporters. */
    public void upsert(int n, int reporters) {
        String type = n % 3 == 0 ? "url_sha256" : "image_md5";
        upsert(n, type, hash("value " + n).substring(0, type.equals("image_md5") ? 32 : 64), reporters);
    }

    /** An indicator of any type. */
    public void upsert(int n, String type, String value, int reporters) {
        String object = "{\"id\":\"" + id(n) + "\",\"type\":\"" + type + "\",\"value\":\"" + value
                + "\",\"tier\":\"reviewed\",\"labels\":{\"term\":\"IVC\",\"note\":\"\u00e9 {\"},\"reporters\":"
                + reporters + "}";
        String entry = entry("upsert", object);
        live.put(id(n), new Item(type, value, entry, object));
        append(entry);
    }

    public void withdraw(int n) {
        Item item = live.remove(id(n));
        String type = item == null ? "image_md5" : item.type();
        String value = item == null ? "" : item.value();
        append(entry("withdraw", "{\"id\":\"" + id(n) + "\",\"type\":\"" + type + "\",\"value\":\"" + value + "\"}"));
    }

    private String entry(String op, String object) {
        return "{\"position\":" + (entries.size() + 1) + ",\"op\":\"" + op
                + "\",\"at\":\"2026-11-20T09:30:00Z\",\"kind\":\"indicator\",\"indicator\":" + object + "}";
    }

    private void append(String entry) {
        entries.add(entry);
        MessageDigest sha256 = sha256();
        byte[] hash = sha256.digest(entry.getBytes(StandardCharsets.UTF_8));
        sha256.update(chains.get(chains.size() - 1));
        chains.add(sha256.digest(hash));
    }

    public int head() {
        return entries.size();
    }

    /** From 1. */
    public String entry(int position) {
        return entries.get(position - 1);
    }

    public String chain(int position) {
        return HexFormat.of().formatHex(chains.get(position));
    }

    public List<Item> live() {
        return List.copyOf(live.values());
    }

    public String digest() {
        return digest(live());
    }

    private static String digest(List<Item> items) {
        Digest digest = new Digest();
        items.forEach(item -> digest.add(Fingerprint.digestKey(item.type(), item.value())));
        return digest.hex();
    }

    public Map<String, Totals.Total> totals() {
        Map<String, List<Item>> byType = new TreeMap<>();
        live.values()
                .forEach(item -> byType.computeIfAbsent(item.type(), type -> new ArrayList<>())
                        .add(item));
        Map<String, Totals.Total> totals = new TreeMap<>();
        byType.forEach((type, items) -> totals.put(type, new Totals.Total(items.size(), digest(items))));
        return totals;
    }

    /** What current.ndjson has to hold. */
    public String current() {
        StringBuilder lines = new StringBuilder();
        live.values().stream()
                .sorted(Comparator.comparing(Item::type).thenComparing(Item::value))
                .forEach(item -> lines.append(item.object()).append('\n'));
        return lines.toString();
    }

    private static String id(int n) {
        return String.format("00000000-0000-4000-8000-%012x", n);
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
