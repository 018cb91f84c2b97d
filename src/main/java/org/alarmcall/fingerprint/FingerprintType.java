package org.alarmcall.fingerprint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of fingerprints that members share. {@link #code()} is what the database holds and never changes;
 * {@link #wire()} is what the API speaks.
 */
public enum FingerprintType {
    /** Perceptual hash of an image (Meta's PDQ, 256 bits); near-duplicates are near in Hamming distance. */
    IMAGE_PDQ(1, 32),
    IMAGE_MD5(2, 16),
    IMAGE_SHA256(3, 32),
    VIDEO_MD5(4, 16),
    VIDEO_SHA256(5, 32),
    TEXT_SHA256(6, 32),
    /** Locality-sensitive hash of a text: a TLSH digest of version T1 (checksum, length, quartiles, 128 buckets). */
    TEXT_TLSH(7, 35),
    URL_SHA256(8, 32),
    /** HMAC-SHA-256 of the normalised seller identifier under the coalition's key. */
    ACCOUNT_HMAC(9, 32);

    /** An image_pdq below this quality is refused: flat images have hashes that match everything. */
    public static final int MIN_PDQ_QUALITY = 50;

    public static final int MAX_QUALITY = 100;

    /** Names that clients give to plain hashes of what identifies a person. */
    private static final Pattern PLAIN_ACCOUNT = Pattern.compile(
            "(?i)(account|e-?mail|phone|telephone|handle|user|username|seller)_(md5|sha1|sha224|sha256|sha384|sha512|hash)");

    private static final FingerprintType[] BY_CODE = new FingerprintType[values().length + 1];
    private static final Map<String, FingerprintType> BY_WIRE = new HashMap<>();
    private static final String NAMES =
            Arrays.stream(values()).map(FingerprintType::wire).collect(Collectors.joining(", "));

    static {
        for (FingerprintType type : values()) {
            BY_CODE[type.code] = type;
            BY_WIRE.put(type.wire, type);
        }
    }

    private final String wire;
    private final short code;
    private final int byteLength;

    FingerprintType(int code, int byteLength) {
        this.wire = name().toLowerCase(Locale.ROOT);
        this.code = (short) code;
        this.byteLength = byteLength;
    }

    /** For example {@code image_pdq}. */
    public String wire() {
        return wire;
    }

    /** What the database holds: 1 to 9. */
    public short code() {
        return code;
    }

    /** Bytes of a value as stored. */
    public int byteLength() {
        return byteLength;
    }

    /** Characters of a value on the wire. */
    public int wireLength() {
        return prefix().length() + 2 * byteLength;
    }

    /** Whether a quality must come with it. */
    public boolean needsQuality() {
        return this == IMAGE_PDQ;
    }

    /** What a value on the wire begins with, before the hexadecimal digits. */
    String prefix() {
        return this == TEXT_TLSH ? "T1" : "";
    }

    /** The type of this wire name, exactly as written; null when there is none. */
    public static @Nullable FingerprintType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }

    /** All wire names, for a message: {@code image_pdq, image_md5, ...}. */
    public static String names() {
        return NAMES;
    }

    /**
     * Why a name is no type.
     *
     * @param shown the name, as far as an answer may repeat it
     */
    public static String unknown(String shown) {
        return PLAIN_ACCOUNT.matcher(shown).matches()
                ? "'" + shown
                        + "' is not accepted: whoever hashes all e-mail addresses or telephone numbers can undo it. Send "
                        + ACCOUNT_HMAC.wire + ", made with the coalition's key"
                : "'" + shown + "' is no type; there are " + NAMES;
    }

    /**
     * The type of this stored code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static FingerprintType ofCode(int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("No fingerprint type has the code " + code);
        }
        return BY_CODE[code];
    }

    /**
     * Checks the quality that came with a fingerprint. {@link #IMAGE_PDQ} needs one of {@value #MIN_PDQ_QUALITY} to
     * {@value #MAX_QUALITY}. The other types have no quality; tools that print one for every line (100 for an exact
     * hash) need not be changed: it is accepted within 0 to {@value #MAX_QUALITY} and dropped.
     *
     * @return the quality to keep; null for the other types
     * @throws FingerprintException when it is missing, out of range or too low
     */
    public @Nullable Integer keepQuality(@Nullable Integer quality) {
        if (quality == null) {
            if (needsQuality()) {
                throw new FingerprintException(wire + " needs a quality from 0 to 100");
            }
            return null;
        }
        if (quality < 0 || quality > MAX_QUALITY) {
            throw new FingerprintException("quality is a whole number from 0 to 100; this is " + quality);
        }
        if (!needsQuality()) {
            return null;
        }
        if (quality < MIN_PDQ_QUALITY) {
            throw new FingerprintException("quality " + quality + " is below " + MIN_PDQ_QUALITY
                    + ": the image has too little detail, and its hash would match unrelated images");
        }
        return quality;
    }
}
