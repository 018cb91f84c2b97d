package org.alarmcall.testing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Hashes of pictures (image_pdq) at known distances from each other. */
public final class TestPictures {

    private static final int BITS = 256;

    private TestPictures() {}

    /** A hash that nothing else is near to, with half of its bits set as those of pictures have. */
    public static String pdq() {
        return pdq(ThreadLocalRandom.current());
    }

    public static String pdq(Random random) {
        List<Integer> places = shuffled(random);
        BigInteger bits = BigInteger.ZERO;
        for (int place : places.subList(0, BITS / 2)) {
            bits = bits.setBit(place);
        }
        return hex(bits);
    }

    /** The hash with so many other bits. */
    public static String near(String pdq, int distance) {
        return near(pdq, distance, ThreadLocalRandom.current());
    }

    public static String near(String pdq, int distance, Random random) {
        BigInteger bits = new BigInteger(pdq, 16);
        for (int place : shuffled(random).subList(0, distance)) {
            bits = bits.flipBit(place);
        }
        return hex(bits);
    }

    /** A good listing with these pictures. */
    public static Map<String, Object> listing(String reference, String... pdqs) {
        Map<String, Object> listing = new LinkedHashMap<>(TestListings.listing(reference));
        listing.put(
                "indicators",
                Stream.of(pdqs)
                        .map(pdq -> Map.of("type", "image_pdq", "value", pdq, "quality", 100))
                        .toList());
        return listing;
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, BITS).boxed().toList());
        Collections.shuffle(places, random);
        return places;
    }

    private static String hex(BigInteger bits) {
        return String.format("%064x", bits);
    }
}
