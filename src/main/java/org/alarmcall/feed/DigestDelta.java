package org.alarmcall.feed;

import java.math.BigInteger;

/** What a batch adds to the count and to the digest of one kind, type and tier. */
record DigestDelta(long count, BigInteger sum) {

    static final DigestDelta NONE = new DigestDelta(0, BigInteger.ZERO);

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    DigestDelta plus(byte[] digestKey) {
        return new DigestDelta(count + 1, sum.add(new BigInteger(1, digestKey)));
    }

    DigestDelta minus(byte[] digestKey) {
        return new DigestDelta(count - 1, sum.subtract(new BigInteger(1, digestKey)));
    }

    DigestDelta plus(DigestDelta other) {
        return new DigestDelta(count + other.count, sum.add(other.sum));
    }

    static DigestDelta of(long count, byte[] digest) {
        return new DigestDelta(count, new BigInteger(1, digest));
    }

    /** The sum modulo 2^256, 32 bytes, big-endian. */
    byte[] digest() {
        byte[] magnitude = sum.mod(MODULUS).toByteArray();
        byte[] digest = new byte[32];
        int length = Math.min(magnitude.length, digest.length);
        System.arraycopy(magnitude, magnitude.length - length, digest, digest.length - length, length);
        return digest;
    }
}
