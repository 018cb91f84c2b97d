package org.alarmcall.fingerprint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hashes that say nothing about what they are of, so that sharing them would strike the innocent: of a flat or regular
 * picture, of an empty file, or made by a tool that failed.
 */
public final class Degenerate {

    /** A PDQ hash has half of its 256 bits set, but for patterns that are equally strong. */
    static final int MIN_PDQ_BITS = 64;

    static final int MAX_PDQ_BITS = 256 - MIN_PDQ_BITS;

    private static final int PDQ_SIDE = 16;

    /** Of 16 rows (columns) in a hash. In a picture's two are seldom equal, in a regular pattern's most are. */
    static final int MIN_DIFFERENT = 11;

    private static final int TLSH_HEAD = 3;
    private static final byte[] MD5_OF_NOTHING = Hashes.md5().digest();
    private static final byte[] SHA256_OF_NOTHING = Hashes.sha256().digest();

    private Degenerate() {}

    /**
     * Lets through a fingerprint that says something.
     *
     * @throws FingerprintException with the reason when it does not
     */
    public static Fingerprint refuse(Fingerprint fingerprint) {
        String reason = reason(fingerprint);
        if (reason != null) {
            throw new FingerprintException(reason);
        }
        return fingerprint;
    }

    /** Why a fingerprint says nothing; null when it does say something. */
    public static @Nullable String reason(Fingerprint fingerprint) {
        byte[] value = fingerprint.value();
        String fault = switch (fingerprint.type()) {
            case IMAGE_PDQ -> pdq(value);
            case TEXT_TLSH -> isUniform(value, TLSH_HEAD) ? "has a body of one repeated byte" : null;
            case IMAGE_MD5, VIDEO_MD5, IMAGE_SHA256, VIDEO_SHA256, TEXT_SHA256, URL_SHA256, ACCOUNT_HMAC ->
                exact(value);
        };
        return fault == null
                ? null
                : "this " + fingerprint.type().wire() + ' ' + fault + ": it would match what has nothing to do with it";
    }

    private static @Nullable String exact(byte[] value) {
        if (isUniform(value, 0) && (value[0] == 0 || value[0] == -1)) {
            return value[0] == 0 ? "is all zeros" : "is all ones";
        }
        return Arrays.equals(value, MD5_OF_NOTHING) || Arrays.equals(value, SHA256_OF_NOTHING)
                ? "is the hash of an empty file"
                : null;
    }

    /** The hash is 16 rows of 16 bits: two bytes a row. */
    private static @Nullable String pdq(byte[] value) {
        int bits = 0;
        int[] rows = new int[PDQ_SIDE];
        int[] columns = new int[PDQ_SIDE];
        for (int row = 0; row < PDQ_SIDE; row++) {
            rows[row] = (value[2 * row] & 0xff) << 8 | value[2 * row + 1] & 0xff;
            bits += Integer.bitCount(rows[row]);
            for (int column = 0; column < PDQ_SIDE; column++) {
                columns[column] |= (rows[row] >> column & 1) << row;
            }
        }
        if (bits < MIN_PDQ_BITS || bits > MAX_PDQ_BITS) {
            return "has " + bits + " of 256 bits set, and a picture has about 128";
        }
        return different(rows) < MIN_DIFFERENT || different(columns) < MIN_DIFFERENT
                ? "is a pattern that repeats, such as a checkerboard"
                : null;
    }

    /** How many of them; without a set, since each fingerprint of a submission comes by here. */
    private static int different(int[] lines) {
        int different = 0;
        for (int i = 0; i < lines.length; i++) {
            int earlier = 0;
            while (lines[earlier] != lines[i]) {
                earlier++;
            }
            different += earlier == i ? 1 : 0;
        }
        return different;
    }

    private static boolean isUniform(byte[] value, int from) {
        for (int i = from + 1; i < value.length; i++) {
            if (value[i] != value[from]) {
                return false;
            }
        }
        return true;
    }
}
