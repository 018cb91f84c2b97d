package org.alarmcall.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A prohibited listing, made up. */
public record Listing(String reference, List<Indicator> indicators) {

    private static final String[] TERMS = {"IVC", "TUS", "HOR", "SKI", "SCA"};
    private static final String[] TAXA = {
        "Loxodonta africana", "Elephas maximus", "Ceratotherium simum", "Panthera tigris", "Manis javanica"
    };
    private static final String[] CATEGORIES = {"ivory", "ivory", "rhino-horn", "big-cats", "pangolin"};
    private static final String[] COUNTRIES = {"IT", "FR", "VN", "KE", "US"};

    /** With indicators of several types that nobody has sent before. */
    public static Listing random(String reference, int indicators, Random random) {
        List<Indicator> list = new ArrayList<>(indicators);
        for (int i = 0; i < indicators; i++) {
            list.add(randomIndicator(i == 0 ? "image_pdq" : "text_sha256", random));
        }
        return new Listing(reference, list);
    }

    public static Indicator randomIndicator(String type, Random random) {
        byte[] value = new byte[32];
        random.nextBytes(value);
        return new Indicator(type, HexFormat.of().formatHex(value));
    }

    /** A line of NDJSON, without its end. What it says follows from the reference, so it is the same each time. */
    public String json() {
        int kind = Math.floorMod(reference.hashCode(), TERMS.length);
        String list = indicators.stream()
                .map(indicator -> "{\"type\":\"" + indicator.type() + "\",\"value\":\"" + indicator.value() + "\""
                        + (indicator.type().equals("image_pdq") ? ",\"quality\":90}" : "}"))
                .collect(Collectors.joining(","));
        return "{\"reference\":\"" + reference + "\",\"observedAt\":\"2026-11-20T09:30:00Z\",\"labels\":"
                + "{\"taxon\":{\"scientificName\":\"" + TAXA[kind] + "\"},\"term\":\"" + TERMS[kind]
                + "\",\"claimedSource\":\"O\",\"country\":\"" + COUNTRIES[kind] + "\",\"language\":\"en\","
                + "\"policyCategory\":\"" + CATEGORIES[kind] + "\"},\"indicators\":[" + list + "]}";
    }

    public static byte[] ndjson(List<Listing> listings) {
        return listings.stream()
                .map(Listing::json)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
