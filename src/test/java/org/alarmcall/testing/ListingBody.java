package org.alarmcall.testing;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Bodies of submissions, as short as a test can have them. */
public final class ListingBody {

    private ListingBody() {}

    /** A submission of one listing with these {@code image_md5} fingerprints. */
    public static Map<String, Object> submission(String reference, String... md5s) {
        return Map.of("listings", List.of(listing(reference, md5s)));
    }

    public static Map<String, Object> listing(String reference, String... md5s) {
        return Map.of(
                "reference",
                reference,
                "observedAt",
                "2026-11-20T09:30:00Z",
                "labels",
                Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"),
                "indicators",
                Arrays.stream(md5s)
                        .map(md5 -> Map.of("type", "image_md5", "value", md5))
                        .toList());
    }

    /** An MD5 that nothing else has. */
    public static String md5() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
