package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.Test;

class PictureSetTest {

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);

    private static Fingerprint picture(String hex) {
        return Fingerprint.parse(FingerprintType.IMAGE_PDQ, hex);
    }

    @Test
    void everyDistanceUpToTheRadiusIsFoundAndNoneBeyond() {
        String asked = TestPictures.pdq(random);
        PictureSet set = new PictureSet();
        Map<UUID, Integer> expected = new HashMap<>();
        for (int distance = 0; distance < 64; distance++) {
            UUID listing = UUID.randomUUID();
            set.add(listing, picture(TestPictures.near(asked, distance, random)));
            if (distance <= 31) {
                expected.put(listing, distance);
            }
        }
        for (int i = 0; i < 5_000; i++) {
            set.add(UUID.randomUUID(), picture(TestPictures.pdq(random)));
        }
        assertEquals(expected, set.near(List.of(picture(asked)), 31, 100), "seed " + seed);
    }

    @Test
    void aListingIsAsNearAsItsNearestPicture() {
        String one = TestPictures.pdq(random);
        String other = TestPictures.pdq(random);
        UUID listing = UUID.randomUUID();
        PictureSet set = new PictureSet();
        set.add(listing, picture(TestPictures.near(one, 20, random)));
        set.add(listing, picture(TestPictures.near(other, 3, random)));
        assertEquals(Map.of(listing, 3), set.near(List.of(picture(one), picture(other)), 31, 100));
    }

    @Test
    void ofACrowdTheNearestAreKept() {
        String asked = TestPictures.pdq(random);
        PictureSet set = new PictureSet();
        Map<UUID, Integer> nearest = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            int distance = 1 + random.nextInt(31);
            UUID listing = new UUID(1, i);
            set.add(listing, picture(TestPictures.near(asked, i % 300 == 0 ? 0 : distance, random)));
            if (i % 300 == 0) {
                nearest.put(listing, 0);
            }
        }
        Map<UUID, Integer> near = set.near(List.of(picture(asked)), 31, 50);
        assertTrue(near.size() >= 50 && near.size() < 100, near.size() + ", seed " + seed);
        nearest.forEach((listing, distance) -> assertEquals(distance, near.get(listing), "seed " + seed));
        int furthest = near.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertTrue(furthest <= 8, "of 3,000 about the 50 nearest, not one at " + furthest + ", seed " + seed);
    }

    @Test
    void aCrowdOfEqualOnesIsBounded() {
        Fingerprint asked = picture(TestPictures.pdq(random));
        PictureSet set = new PictureSet();
        for (int i = 0; i < 3_000; i++) {
            set.add(new UUID(1, i), asked);
        }
        assertTrue(set.near(List.of(asked), 31, 50).size() < 100);
    }
}
