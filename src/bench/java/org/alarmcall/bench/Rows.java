package org.alarmcall.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Made-up indicators, one a listing: the hardest case, since each brings a listing and a report with it. */
final class Rows {

    /** The labels of every listing, as the server keeps them. */
    static final String LABELS =
            "{\"taxon\":{\"scientificName\":\"Loxodonta africana\",\"ids\":[\"speciesplus:4521\"]},"
                    + "\"term\":\"IVC\",\"claimedSource\":\"O\",\"country\":\"IT\",\"language\":\"it\","
                    + "\"policyCategory\":\"ivory\",\"claims\":[\"antique\"]}";

    private Rows() {}

    static List<byte[]> values(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[32];
            random.nextBytes(value);
            values.add(value);
        }
        return values;
    }

    /** So that what is known and what is new come in no order. */
    static List<byte[]> mixed(List<byte[]> known, List<byte[]> fresh, long seed) {
        List<byte[]> all = new ArrayList<>(known);
        all.addAll(fresh);
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    /** Bodies of NDJSON with so many listings each. */
    static List<byte[]> bodies(List<byte[]> values, String name, int listingsABody) {
        List<byte[]> bodies = new ArrayList<>();
        for (int start = 0; start < values.size(); start += listingsABody) {
            ByteArrayOutputStream body = new ByteArrayOutputStream(listingsABody * 450);
            for (int i = start; i < Math.min(values.size(), start + listingsABody); i++) {
                body.writeBytes(line(name + "-" + i, values.get(i)).getBytes(StandardCharsets.US_ASCII));
            }
            bodies.add(body.toByteArray());
        }
        return bodies;
    }

    static String line(String reference, byte[] value) {
        return "{\"reference\":\"" + reference + "\",\"observedAt\":\"2026-11-20T09:30:00Z\",\"labels\":" + LABELS
                + ",\"note\":\"Carved bangles offered as mammoth.\",\"indicators\":[{\"type\":\"image_pdq\",\"value\":\""
                + HexFormat.of().formatHex(value) + "\",\"quality\":100}]}\n";
    }

    /** A sum that does not depend on order: the exclusive or of the first 8 bytes. */
    static long sum(List<byte[]> values) {
        return values.stream()
                .mapToLong(value -> ByteBuffer.wrap(value).getLong())
                .reduce(0, (x, y) -> x ^ y);
    }

    /** The same sum over a table with a column {@code value}. */
    static String sumOf(String table, int collection) {
        return "SELECT bit_xor(('x' || encode(substr(value, 1, 8), 'hex'))::bit(64)::bigint) FROM " + table
                + " WHERE collection_id = " + collection;
    }
}
