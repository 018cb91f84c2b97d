package org.alarmcall.fingerprint;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A sum modulo 2^256 of digest keys: it does not depend on order, and is kept up to date by adding what comes and
 * subtracting what goes. Two copies of a feed that hold the same indicators have the same digest. Mutable, for one
 * thread.
 */
public final class Digest {

    /** Bytes of a key and of the sum. */
    public static final int BYTES = 32;

    // Most significant first.
    private long a;
    private long b;
    private long c;
    private long d;

    /** The digest of nothing: zero. */
    public Digest() {}

    /** A digest as stored: 32 bytes, big-endian. */
    public static Digest of(byte[] sum) {
        return new Digest().add(sum);
    }

    /** Adds a key, or the sum of others. */
    public Digest add(byte[] key) {
        ByteBuffer words = words(key);
        long x = words.getLong(24);
        long sum = d + x;
        long carry = carry(d, x, sum);
        d = sum;
        x = words.getLong(16);
        sum = c + x + carry;
        carry = carry(c, x, sum);
        c = sum;
        x = words.getLong(8);
        sum = b + x + carry;
        carry = carry(b, x, sum);
        b = sum;
        a += words.getLong(0) + carry;
        return this;
    }

    /** Takes away a key, or the sum of others. */
    public Digest subtract(byte[] key) {
        ByteBuffer words = words(key);
        long x = words.getLong(24);
        long difference = d - x;
        long borrow = borrow(d, x, difference);
        d = difference;
        x = words.getLong(16);
        difference = c - x - borrow;
        borrow = borrow(c, x, difference);
        c = difference;
        x = words.getLong(8);
        difference = b - x - borrow;
        borrow = borrow(b, x, difference);
        b = difference;
        a -= words.getLong(0) + borrow;
        return this;
    }

    /** 32 bytes, big-endian. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }

    /** The bit carried out of the top of {@code x + y (+ 1)}, from the top bits alone (Hacker's Delight, 2-16). */
    private static long carry(long x, long y, long sum) {
        return ((x & y) | ((x | y) & ~sum)) >>> 63;
    }

    private static long borrow(long x, long y, long difference) {
        return ((~x & y) | ((~x | y) & difference)) >>> 63;
    }

    private static ByteBuffer words(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("A digest key is 32 bytes, these are " + key.length);
        }
        return ByteBuffer.wrap(key);
    }
}
