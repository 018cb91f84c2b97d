package org.alarmcall.indicator;

import java.util.Arrays;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;
import org.alarmcall.matching.Reach;

/**
 * Values of one type and the listings that have them, side by side: 48 bytes each for {@code image_pdq}, 56 for {@code
 * text_tlsh}. Searched from the first to the last, so there is nothing to be built.
 */
final class ListingCodes {

    private static final int ROOM = 1024;
    private static final int PDQ_WORDS = 4;

    private final FingerprintType type;
    private final int words;
    private final int radius;
    private long[] codes;
    private long[] listings = new long[2 * ROOM];
    private int size;

    ListingCodes(FingerprintType type) {
        this.type = type;
        words = switch (type) {
            case IMAGE_PDQ -> PDQ_WORDS;
            case TEXT_TLSH -> Tlsh.WORDS;
            default -> throw new IllegalArgumentException(type.wire() + " has no distance");
        };
        radius = Reach.usual(type);
        codes = new long[words * ROOM];
    }

    void add(UUID listing, Fingerprint value) {
        if (size * 2 == listings.length) {
            codes = Arrays.copyOf(codes, codes.length * 2);
            listings = Arrays.copyOf(listings, listings.length * 2);
        }
        pack(value, codes, size * words);
        listings[size * 2] = listing.getMostSignificantBits();
        listings[size * 2 + 1] = listing.getLeastSignificantBits();
        size++;
    }

    /** Adds the listings with a value within {@link Reach#usual} of this, which is of the same type. */
    void near(Fingerprint value, NearestListings nearest) {
        long[] asked = new long[words];
        pack(value, asked, 0);
        if (type == FingerprintType.TEXT_TLSH) {
            scanTexts(asked, nearest);
        } else {
            scanPictures(asked, nearest);
        }
    }

    private void pack(Fingerprint value, long[] into, int at) {
        if (type == FingerprintType.TEXT_TLSH) {
            Tlsh.pack(value.value(), into, at);
        } else {
            value.copyLongs(into, at);
        }
    }

    private void scanPictures(long[] asked, NearestListings nearest) {
        for (int i = 0, at = 0; i < size; i++, at += PDQ_WORDS) {
            int distance = bits(at, asked, 0);
            if (distance <= radius && nearest.wants(distance)) {
                nearest.add(listing(i), distance);
            }
        }
    }

    /** Most are told by their bits alone: a bucket that differs has two at most and counts one at least. */
    private void scanTexts(long[] asked, NearestListings nearest) {
        for (int i = 0, at = 0; i < size; i++, at += Tlsh.WORDS) {
            if (bits(at + 1, asked, 1) <= 2 * radius) {
                int distance = Tlsh.distance(codes, at, asked, 0);
                if (distance <= radius && nearest.wants(distance)) {
                    nearest.add(listing(i), distance);
                }
            }
        }
    }

    /** In how many bits four words differ. */
    private int bits(int at, long[] asked, int askedAt) {
        return Long.bitCount(codes[at] ^ asked[askedAt])
                + Long.bitCount(codes[at + 1] ^ asked[askedAt + 1])
                + Long.bitCount(codes[at + 2] ^ asked[askedAt + 2])
                + Long.bitCount(codes[at + 3] ^ asked[askedAt + 3]);
    }

    private UUID listing(int i) {
        return new UUID(listings[i * 2], listings[i * 2 + 1]);
    }
}
