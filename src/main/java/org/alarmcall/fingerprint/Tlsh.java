package org.alarmcall.fingerprint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trend Micro's locality-sensitive hash, version T1 with 128 buckets and a checksum of one byte: each window of five bytes
 * counts into six buckets, and a bucket's two bits tell its quartile. After "TLSH, a locality sensitive hash" (Oliver,
 * Cheng, Chen, 2013) and trendmicro/tlsh; digests and distances are the same.
 *
 * <p>A digest is packed into {@link #WORDS} longs for searching: the body in four, and before it length, quartile ratios
 * and checksum in one. Distances of packed digests allocate nothing.
 */
public final class Tlsh {

    /** Shorter texts have no digest. */
    public static final int MIN_BYTES = 50;

    /** Longs of a packed digest. */
    public static final int WORDS = 5;

    private static final int BUCKETS = 128;
    private static final int BODY = BUCKETS / 4;
    private static final int WINDOW = 5;

    /** Of differences between lengths and between quartile ratios, as far as they are more than a step. */
    private static final int STEP = 12;

    private static final int LENGTHS = 256;
    private static final int RATIOS = 16;

    /** The lower bit of each pair. */
    private static final long LOW = 0x5555_5555_5555_5555L;

    /** Pearson's table of 1990, a permutation of the bytes, as TLSH uses it. */
    private static final int[] PEARSON = {
        1, 87, 49, 12, 176, 178, 102, 166, 121, 193, 6, 84, 249, 230, 44, 163, 14, 197, 213, 181, 161, 85, 218, 80, 64,
        239, 24, 226, 236, 142, 38, 200, 110, 177, 104, 103, 141, 253, 255, 50, 77, 101, 81, 18, 45, 96, 31, 222, 25,
        107, 190, 70, 86, 237, 240, 34, 72, 242, 20, 214, 244, 227, 149, 235, 97, 234, 57, 22, 60, 250, 82, 175, 208, 5,
        127, 199, 111, 62, 135, 248, 174, 169, 211, 58, 66, 154, 106, 195, 245, 171, 17, 187, 182, 179, 0, 243, 132, 56,
        148, 75, 128, 133, 158, 100, 130, 126, 91, 13, 153, 246, 216, 219, 119, 68, 223, 78, 83, 88, 201, 99, 122, 11,
        92, 32, 136, 114, 52, 10, 138, 30, 48, 183, 156, 35, 61, 26, 143, 74, 251, 94, 129, 162, 63, 152, 170, 7, 115,
        167, 241, 206, 3, 150, 55, 59, 151, 220, 90, 53, 23, 131, 125, 173, 15, 238, 79, 95, 89, 16, 105, 137, 225, 224,
        217, 160, 37, 123, 118, 73, 2, 157, 46, 116, 9, 145, 134, 228, 207, 212, 202, 215, 69, 229, 27, 188, 67, 124,
        168, 252, 42, 4, 29, 108, 21, 247, 19, 205, 39, 203, 233, 40, 186, 147, 198, 192, 155, 33, 164, 191, 98, 204,
        165, 180, 117, 76, 140, 36, 210, 172, 41, 54, 159, 8, 185, 232, 113, 196, 231, 47, 146, 120, 51, 65, 28, 144,
        254, 221, 93, 189, 194, 139, 112, 43, 71, 109, 184, 209
    };

    private Tlsh() {}

    /**
     * The digest of bytes.
     *
     * @return null when they are fewer than {@value #MIN_BYTES} or vary too little to have one
     */
    public static @Nullable Fingerprint of(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            return null;
        }
        int[] buckets = new int[256];
        int checksum = 0;
        for (int i = WINDOW - 1; i < bytes.length; i++) {
            int a = bytes[i] & 0xff;
            int b = bytes[i - 1] & 0xff;
            int c = bytes[i - 2] & 0xff;
            int d = bytes[i - 3] & 0xff;
            int e = bytes[i - 4] & 0xff;
            checksum = mix(0, a, b, checksum);
            buckets[mix(2, a, b, c)]++;
            buckets[mix(3, a, b, d)]++;
            buckets[mix(5, a, c, d)]++;
            buckets[mix(7, a, c, e)]++;
            buckets[mix(11, a, b, e)]++;
            buckets[mix(13, a, d, e)]++;
        }
        return digest(buckets, checksum, bytes.length);
    }

    private static @Nullable Fingerprint digest(int[] buckets, int checksum, int length) {
        int[] sorted = Arrays.copyOf(buckets, BUCKETS);
        Arrays.sort(sorted);
        int q1 = sorted[BUCKETS / 4 - 1];
        int q2 = sorted[BUCKETS / 2 - 1];
        int q3 = sorted[BUCKETS * 3 / 4 - 1];
        if (q2 == 0) {
            return null; // half of the buckets are empty
        }
        ByteBuffer value = ByteBuffer.allocate(FingerprintType.TEXT_TLSH.byteLength());
        value.put((byte) swapped(checksum));
        value.put((byte) swapped(lengthCode(length)));
        value.put((byte) (ratio(q1, q3) << 4 | ratio(q2, q3)));
        for (int i = BODY - 1; i >= 0; i--) {
            int pairs = 0;
            for (int j = 0; j < 4; j++) {
                int count = buckets[4 * i + j];
                int quartile = count > q3 ? 3 : count > q2 ? 2 : count > q1 ? 1 : 0;
                pairs |= quartile << 2 * j;
            }
            value.put((byte) pairs);
        }
        return Fingerprint.of(FingerprintType.TEXT_TLSH, value.array());
    }

    private static int mix(int salt, int x, int y, int z) {
        return PEARSON[PEARSON[PEARSON[PEARSON[salt] ^ x] ^ y] ^ z];
    }

    private static int ratio(int quartile, int q3) {
        return (int) (quartile * 100f / q3) % RATIOS;
    }

    /** A logarithm, with finer steps for longer texts. The constants are those of the TLSH project. */
    private static int lengthCode(int length) {
        double code;
        if (length <= 656) {
            code = Math.log(length) / 0.4054651;
        } else if (length <= 3199) {
            code = Math.log(length) / 0.26236426 - 8.72777;
        } else {
            code = Math.log(length) / 0.095310180 - 62.5472;
        }
        return (int) Math.floor(code) & 0xff;
    }

    /** The halves of a byte exchanged, as digests have checksum and length. */
    private static int swapped(int value) {
        return (value & 0x0f) << 4 | (value & 0xf0) >> 4;
    }

    /** Packs a digest, as stored, into an array of packed digests. */
    public static void pack(byte[] value, long[] into, int at) {
        if (value.length != FingerprintType.TEXT_TLSH.byteLength()) {
            throw new IllegalArgumentException("A TLSH digest is 35 bytes, these are " + value.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int checksum = swapped(bytes.get() & 0xff);
        int length = swapped(bytes.get() & 0xff);
        int ratios = bytes.get() & 0xff;
        into[at] = checksum << 16 | length << 8 | ratios;
        for (int i = 1; i < WORDS; i++) {
            into[at + i] = bytes.getLong();
        }
    }

    /** The digest, as stored, that was packed so. */
    public static byte[] unpack(long[] packed) {
        ByteBuffer bytes = ByteBuffer.allocate(FingerprintType.TEXT_TLSH.byteLength());
        bytes.put((byte) swapped((int) (packed[0] >>> 16) & 0xff));
        bytes.put((byte) swapped(length(packed, 0)));
        bytes.put((byte) packed[0]);
        for (int i = 1; i < WORDS; i++) {
            bytes.putLong(packed[i]);
        }
        return bytes.array();
    }

    /** The code of the length of the text that a packed digest is of: 0 to 255, a circle. */
    public static int length(long[] packed, int at) {
        return (int) (packed[at] >>> 8) & 0xff;
    }

    /** How far two packed digests are apart: 0 for equal texts, up to some 70 for a text that was reworded. */
    public static int distance(long[] packed, int at, long[] other, int otherAt) {
        int distance = headDistance(packed[at], other[otherAt]);
        for (int i = 1; i < WORDS; i++) {
            distance += bodyDistance(packed[at + i], other[otherAt + i]);
        }
        return distance;
    }

    /** How far two fingerprints of text are apart. */
    public static int distance(Fingerprint one, Fingerprint other) {
        long[] packed = new long[2 * WORDS];
        pack(one.value(), packed, 0);
        pack(other.value(), packed, WORDS);
        return distance(packed, 0, packed, WORDS);
    }

    /** The part of a distance that comes from lengths, quartile ratios and checksums: the first words. */
    public static int headDistance(long head, long other) {
        int length = around((int) (head >>> 8) & 0xff, (int) (other >>> 8) & 0xff, LENGTHS);
        int q1 = around((int) head >>> 4 & 0xf, (int) other >>> 4 & 0xf, RATIOS);
        int q2 = around((int) head & 0xf, (int) other & 0xf, RATIOS);
        return (length <= 1 ? length : length * STEP)
                + (q1 <= 1 ? q1 : (q1 - 1) * STEP)
                + (q2 <= 1 ? q2 : (q2 - 1) * STEP)
                + (head >>> 16 == other >>> 16 ? 0 : 1);
    }

    private static int around(int x, int y, int circle) {
        int distance = Math.abs(x - y);
        return Math.min(distance, circle - distance);
    }

    /** The part of a distance that comes from 32 buckets: for each the quartiles between, and 6 for the farthest. */
    public static int bodyDistance(long pairs, long other) {
        long low = (pairs ^ other) & LOW;
        long high = (pairs ^ other) >>> 1 & LOW;
        long alike = ~(pairs >>> 1 ^ pairs); // 00 or 11: if both bits differ, it is the other of these
        long farthest = low & high & alike;
        return Long.bitCount(low) + 2 * Long.bitCount(high & ~low) + 5 * Long.bitCount(farthest);
    }
}
