package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.Test;

class PendingCodesTest {

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);

    private static Fingerprint picture(String hex) {
        return Fingerprint.parse(FingerprintType.IMAGE_PDQ, hex);
    }

    private Fingerprint text() {
        byte[] value = new byte[FingerprintType.TEXT_TLSH.byteLength()];
        random.nextBytes(value);
        return Fingerprint.of(FingerprintType.TEXT_TLSH, value);
    }

    private Fingerprint flipped(Fingerprint text, int bits) {
        byte[] value = text.value();
        for (int i = 0; i < bits; i++) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return Fingerprint.of(FingerprintType.TEXT_TLSH, value);
    }

    @Test
    void everyDistanceUpToTheRadiusIsFoundAndNoneBeyond() {
        String asked = TestPictures.pdq(random);
        PendingCodes codes = new PendingCodes();
        Map<UUID, Integer> expected = new HashMap<>();
        for (int distance = 0; distance < 64; distance++) {
            UUID listing = UUID.randomUUID();
            codes.add(listing, picture(TestPictures.near(asked, distance, random)));
            if (distance <= 31) {
                expected.put(listing, distance);
            }
        }
        for (int i = 0; i < 5_000; i++) {
            codes.add(UUID.randomUUID(), picture(TestPictures.pdq(random)));
        }
        assertEquals(expected, codes.near(List.of(picture(asked)), 100), "seed " + seed);
    }

    @Test
    void aListingIsAsNearAsItsNearestPicture() {
        String one = TestPictures.pdq(random);
        String other = TestPictures.pdq(random);
        UUID listing = UUID.randomUUID();
        PendingCodes codes = new PendingCodes();
        codes.add(listing, picture(TestPictures.near(one, 20, random)));
        codes.add(listing, picture(TestPictures.near(other, 3, random)));
        assertEquals(Map.of(listing, 3), codes.near(List.of(picture(one), picture(other)), 100));
    }

    @Test
    void textsAreFoundByTheirOwnDistance() {
        Fingerprint asked = text();
        PendingCodes codes = new PendingCodes();
        Map<UUID, Integer> expected = new HashMap<>();
        for (int flips = 0; flips < 2_000; flips++) {
            UUID listing = UUID.randomUUID();
            Fingerprint other = flipped(asked, flips % 40);
            codes.add(listing, other);
            int distance = Tlsh.distance(asked, other);
            if (distance <= 30) {
                expected.put(listing, distance);
            }
        }
        assertTrue(expected.size() > 40 && expected.size() < 2_000, expected.size() + ", seed " + seed);
        assertEquals(expected, codes.near(List.of(asked), 2_000), "seed " + seed);
    }

    /** The quartiles 1 and 2 have no bit in common and are next to each other. */
    @Test
    void textsWhoseBitsAreFartherThanTheyAreFound() {
        byte[] ones = new byte[FingerprintType.TEXT_TLSH.byteLength()];
        Arrays.fill(ones, 3, ones.length, (byte) 0b01010101);
        byte[] changed = ones.clone();
        Arrays.fill(changed, 3, 10, (byte) 0b10101010);
        changed[10] = (byte) 0b01011010;
        Fingerprint asked = Fingerprint.of(FingerprintType.TEXT_TLSH, ones);
        UUID listing = UUID.randomUUID();
        PendingCodes codes = new PendingCodes();
        codes.add(listing, Fingerprint.of(FingerprintType.TEXT_TLSH, changed));
        assertEquals(Map.of(listing, 30), codes.near(List.of(asked), 100));
    }

    @Test
    void picturesAndTextsOfAListingCountTogetherAndAreNotCompared() {
        String picture = TestPictures.pdq(random);
        Fingerprint text = text();
        UUID both = new UUID(1, 1);
        UUID textOnly = new UUID(1, 2);
        PendingCodes codes = new PendingCodes();
        codes.add(both, picture(TestPictures.near(picture, 20, random)));
        codes.add(both, text);
        codes.add(textOnly, text);
        assertEquals(Map.of(both, 0, textOnly, 0), codes.near(List.of(picture(picture), text), 100));
        assertEquals(Map.of(both, 20), codes.near(List.of(picture(picture)), 100));
        assertEquals(Map.of(), new PendingCodes().near(List.of(picture(picture), text), 100));
    }

    @Test
    void ofACrowdTheNearestAreKept() {
        String asked = TestPictures.pdq(random);
        PendingCodes codes = new PendingCodes();
        Map<UUID, Integer> nearest = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            int distance = 1 + random.nextInt(31);
            UUID listing = new UUID(1, i);
            codes.add(listing, picture(TestPictures.near(asked, i % 300 == 0 ? 0 : distance, random)));
            if (i % 300 == 0) {
                nearest.put(listing, 0);
            }
        }
        Map<UUID, Integer> near = codes.near(List.of(picture(asked)), 50);
        assertTrue(near.size() >= 50 && near.size() < 100, near.size() + ", seed " + seed);
        nearest.forEach((listing, distance) -> assertEquals(distance, near.get(listing), "seed " + seed));
        int furthest = near.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertTrue(furthest <= 8, "of 3,000 about the 50 nearest, not one at " + furthest + ", seed " + seed);
    }

    @Test
    void aCrowdOfEqualOnesIsBounded() {
        Fingerprint asked = picture(TestPictures.pdq(random));
        PendingCodes codes = new PendingCodes();
        Fingerprint text = text();
        for (int i = 0; i < 3_000; i++) {
            codes.add(new UUID(1, i), asked);
            codes.add(new UUID(2, i), text);
        }
        assertTrue(codes.near(List.of(asked, text), 50).size() < 100);
    }
}
