package org.alarmcall.matching;

import org.alarmcall.fingerprint.FingerprintType;

/** How far values of a type are searched: in bits for image_pdq, in TLSH's own distance for text_tlsh. */
public final class Reach {

    private static final int USUAL_TLSH = 30;

    private Reach() {}

    /** The largest distance; 0 for types of which only equal values match. */
    public static int most(FingerprintType type) {
        return switch (type) {
            case IMAGE_PDQ -> BandLayout.MAX_DISTANCE;
            case TEXT_TLSH -> TlshIndex.MAX_DISTANCE;
            default -> 0;
        };
    }

    /** The distance to which values are joined when nothing is said. */
    public static int usual(FingerprintType type) {
        return type == FingerprintType.TEXT_TLSH ? USUAL_TLSH : most(type);
    }
}
