package org.alarmcall.cli.hashing;

import org.alarmcall.fingerprint.Degenerate;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint that was made here.
 *
 * @param quality of an image_pdq; null for the other types
 * @param turn how the picture was laid down for it
 * @param keyVersion of the coalition's key that an account_hmac was made with; null for the other types
 */
public record Hash(
        Fingerprint fingerprint,
        @Nullable Integer quality,
        Turn turn,
        @Nullable Integer keyVersion) {

    public static Hash of(Fingerprint fingerprint) {
        return new Hash(fingerprint, null, Turn.NONE, null);
    }

    static Hash ofPicture(Fingerprint fingerprint, int quality, Turn turn) {
        return new Hash(fingerprint, quality, turn, null);
    }

    static Hash ofAccount(Fingerprint fingerprint, int keyVersion) {
        return new Hash(fingerprint, null, Turn.NONE, keyVersion);
    }

    /** Why this matches what it has nothing to do with; null when it does not. */
    public @Nullable String weakness() {
        if (quality != null && quality < FingerprintType.MIN_PDQ_QUALITY) {
            return "its " + fingerprint.type().wire() + " has the quality " + quality + ", below "
                    + FingerprintType.MIN_PDQ_QUALITY;
        }
        return Degenerate.reason(fingerprint);
    }
}
