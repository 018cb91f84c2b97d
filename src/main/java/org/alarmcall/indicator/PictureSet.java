package org.alarmcall.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;

/**
 * Hashes of pictures and the listings that have them, side by side: 48 bytes each. Searched from the first to the last:
 * 100,000 take a quarter of a millisecond, and need not be built.
 */
final class PictureSet {

    private static final int LONGS = 4;

    private long[] codes = new long[LONGS * 1024];
    private long[] listings = new long[2 * 1024];
    private int size;

    void add(UUID listing, Fingerprint picture) {
        if (size * 2 == listings.length) {
            codes = Arrays.copyOf(codes, codes.length * 2);
            listings = Arrays.copyOf(listings, listings.length * 2);
        }
        picture.copyLongs(codes, size * LONGS);
        listings[size * 2] = listing.getMostSignificantBits();
        listings[size * 2 + 1] = listing.getLeastSignificantBits();
        size++;
    }

    int size() {
        return size;
    }

    /**
     * The listings with a picture within {@code radius} bits of one of these, and their least distance.
     *
     * @param most about so many are kept, the nearest: a crowd of near ones must not take the memory
     */
    Map<UUID, Integer> near(Collection<Fingerprint> pictures, int radius, int most) {
        Nearest nearest = new Nearest(radius, most);
        long[] asked = new long[LONGS];
        for (Fingerprint picture : pictures) {
            if (picture.type() == FingerprintType.IMAGE_PDQ) {
                picture.copyLongs(asked, 0);
                scan(asked, nearest);
            }
        }
        return nearest.listings;
    }

    private void scan(long[] asked, Nearest nearest) {
        for (int i = 0, at = 0; i < size; i++, at += LONGS) {
            int distance = Long.bitCount(codes[at] ^ asked[0])
                    + Long.bitCount(codes[at + 1] ^ asked[1])
                    + Long.bitCount(codes[at + 2] ^ asked[2])
                    + Long.bitCount(codes[at + 3] ^ asked[3]);
            if (distance <= nearest.radius) {
                nearest.add(new UUID(listings[i * 2], listings[i * 2 + 1]), distance);
            }
        }
    }

    private static final class Nearest {
        private final Map<UUID, Integer> listings = new HashMap<>();
        private final int most;
        private int radius;

        Nearest(int radius, int most) {
            this.radius = radius;
            this.most = most;
        }

        void add(UUID listing, int distance) {
            listings.merge(listing, distance, Math::min);
            if (listings.size() == 2 * most) {
                List<UUID> byDistance = new ArrayList<>(listings.keySet());
                byDistance.sort(Comparator.comparing(listings::get));
                listings.keySet().retainAll(Set.copyOf(byDistance.subList(0, most)));
                radius = listings.getOrDefault(byDistance.get(most - 1), radius) - 1; // what is as far is not needed
            }
        }
    }
}
