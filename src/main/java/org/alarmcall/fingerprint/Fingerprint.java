package org.alarmcall.fingerprint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A hash of an image, video, text, URL or account, in its canonical form. Immutable; ordered by type code and then by
 * bytes, unsigned, as PostgreSQL orders {@code (type, value)}.
 */
public final class Fingerprint implements Comparable<Fingerprint> {

    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final FingerprintType type;
    private final byte[] value;

    private Fingerprint(FingerprintType type, byte[] value) {
        this.type = type;
        this.value = value;
    }

    /**
     * A fingerprint of stored bytes.
     *
     * @throws IllegalArgumentException when the length is not that of the type
     */
    public static Fingerprint of(FingerprintType type, byte[] value) {
        if (value.length != type.byteLength()) {
            throw new IllegalArgumentException(
                    type.wire() + " is " + type.byteLength() + " bytes, these are " + value.length);
        }
        return new Fingerprint(type, value.clone());
    }

    /**
     * Reads a value as it comes over the wire. Hexadecimal digits and the T1 of a TLSH digest are accepted in either
     * case.
     *
     * @throws FingerprintException with the reason: the length, or the first bad character and its place
     */
    public static Fingerprint parse(FingerprintType type, String text) {
        if (text.length() != type.wireLength()) {
            throw new FingerprintException(
                    type.wire() + " is " + form(type) + "; this is " + text.length() + " characters");
        }
        String prefix = type.prefix();
        if (!text.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw new FingerprintException(type.wire() + " is " + form(type) + "; this does not begin with T1");
        }
        byte[] value = new byte[type.byteLength()];
        for (int i = 0, at = prefix.length(); i < value.length; i++, at += 2) {
            value[i] = (byte) (digit(type, text, at) << 4 | digit(type, text, at + 1));
        }
        return new Fingerprint(type, value);
    }

    private static int digit(FingerprintType type, String text, int at) {
        char c = text.charAt(at);
        if (!HexFormat.isHexDigit(c)) {
            throw new FingerprintException(type.wire() + " is " + form(type) + "; character " + (at + 1) + " is "
                    + (c > ' ' && c < 0x7f ? "'" + c + "'" : String.format("U+%04X", (int) c)));
        }
        return HexFormat.fromHexDigit(c);
    }

    private static String form(FingerprintType type) {
        String digits = 2 * type.byteLength() + " hexadecimal digits";
        return type.prefix().isEmpty() ? digits : type.prefix() + " and " + digits;
    }

    public FingerprintType type() {
        return type;
    }

    /** A copy of the bytes as stored. */
    public byte[] value() {
        return value.clone();
    }

    /** Writes the value as longs, big-endian, for what keeps many of them. Its length must be a multiple of eight bytes. */
    public void copyLongs(long[] target, int from) {
        for (int at = 0, to = from; at < value.length; at += Long.BYTES, to++) {
            target[to] = (long) LONGS.get(value, at);
        }
    }

    /** In how many bits the values differ (Hamming distance). Both must be of one type. */
    public int bitsFrom(Fingerprint other) {
        if (type != other.type) {
            throw new IllegalArgumentException(type.wire() + " and " + other.type.wire() + " have no distance");
        }
        int bits = 0;
        int at = 0;
        for (; at + Long.BYTES <= value.length; at += Long.BYTES) {
            bits += Long.bitCount((long) LONGS.get(value, at) ^ (long) LONGS.get(other.value, at));
        }
        for (; at < value.length; at++) {
            bits += Integer.bitCount((value[at] ^ other.value[at]) & 0xff);
        }
        return bits;
    }

    /** The value on the wire: lower-case hexadecimal; for TLSH T1 and upper-case, as the TLSH project prints it. */
    public String canonical() {
        return type == FingerprintType.TEXT_TLSH ? type.prefix() + UPPER.formatHex(value) : LOWER.formatHex(value);
    }

    /** SHA-256(type + "\n" + canonical value), 32 bytes: what a {@link Digest} sums over. */
    public byte[] digestKey() {
        return digestKey(type.wire(), canonical());
    }

    /** The same for a reader of the feed, which need not know the type. */
    public static byte[] digestKey(String type, String value) {
        return Hashes.sha256(type + '\n' + value);
    }

    @Override
    public int compareTo(Fingerprint other) {
        int byCode = Short.compare(type.code(), other.type.code());
        return byCode != 0 ? byCode : Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && type == that.type && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * type.code() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return type.wire() + ':' + canonical();
    }
}
