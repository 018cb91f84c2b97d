package org.alarmcall.indicator;

import java.util.List;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;

/**
 * The pictures on a collection's allow list: museum pieces, stock photos, legal look-alikes. A picture near to one of them
 * is flagged like the picture itself.
 *
 * @param version of the allow list
 */
record LookAlikes(long version, List<LookAlike> pictures) {

    /** Bits of 256, as for near-duplicates. */
    static final int NEAR = 31;

    static final LookAlikes NONE = new LookAlikes(0, List.of());

    /** @param picture a {@code image_pdq} */
    record LookAlike(UUID id, Fingerprint picture, String note) {}

    /** @param distance 0 for the same, up to {@link #NEAR} bits */
    record Hit(LookAlike lookAlike, int distance) {}

    LookAlikes {
        pictures = List.copyOf(pictures);
    }

    /** The nearest within {@link #NEAR}; null for none, and for what is not a picture's hash. */
    @Nullable
    Hit nearest(Fingerprint fingerprint) {
        if (fingerprint.type() != FingerprintType.IMAGE_PDQ) {
            return null;
        }
        Hit nearest = null;
        for (LookAlike lookAlike : pictures) {
            int distance = fingerprint.bitsFrom(lookAlike.picture());
            if (distance <= NEAR && (nearest == null || distance < nearest.distance())) {
                nearest = new Hit(lookAlike, distance);
            }
        }
        return nearest;
    }
}
