package org.alarmcall.acceptance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A fingerprint as the API speaks of it. */
public record Indicator(String type, String value) {

    public static final BigInteger DIGEST_MODULUS = BigInteger.ONE.shiftLeft(256);

    /** What the manifest's digest sums over. */
    public BigInteger digestKey() {
        return new BigInteger(1, sha256((type + "\n" + value).getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
