package org.alarmcall.indicator;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.matching.Reach;

/** The values that wait in a collection, of all types that are compared by distance. */
final class PendingCodes {

    /** Pictures and texts. */
    static final List<FingerprintType> TYPES = Stream.of(FingerprintType.values())
            .filter(type -> Reach.usual(type) > 0)
            .toList();

    /** Values of a listing that others are compared with. */
    static final int MAX_COMPARED = 10;

    /** A listing has many pictures and few texts: those first, so that they are not left out. */
    private static final Comparator<Fingerprint> TEXTS_FIRST =
            Comparator.comparing(fingerprint -> fingerprint.type() != FingerprintType.TEXT_TLSH);

    private final Map<FingerprintType, ListingCodes> byType = new EnumMap<>(FingerprintType.class);

    /** Those of a listing's values by which it is compared with others; at most {@code most}. */
    static List<Fingerprint> compared(Collection<Fingerprint> values, int most) {
        return values.stream()
                .filter(value -> TYPES.contains(value.type()))
                .sorted(TEXTS_FIRST)
                .limit(Math.min(MAX_COMPARED, most))
                .toList();
    }

    void add(UUID listing, Fingerprint value) {
        byType.computeIfAbsent(value.type(), ListingCodes::new).add(listing, value);
    }

    /**
     * The listings with a value near to one of these of its type, and their least distance.
     *
     * @param most about so many, the nearest
     */
    Map<UUID, Integer> near(Collection<Fingerprint> values, int most) {
        NearestListings nearest = new NearestListings(most);
        for (Fingerprint value : values) {
            ListingCodes codes = byType.get(value.type());
            if (codes != null) {
                codes.near(value, nearest);
            }
        }
        return nearest.distances();
    }
}
