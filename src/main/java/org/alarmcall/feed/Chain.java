package org.alarmcall.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The running hash of the feed: {@code chain(n) = SHA-256(chain(n-1) ‖ SHA-256(entry n))}, {@code chain(0)} is zeros. */
final class Chain {

    static final int LENGTH = 32;

    private final MessageDigest sha256 = newSha256();
    private byte[] value;

    Chain(byte[] value) {
        if (value.length != LENGTH) {
            throw new IllegalArgumentException("a chain has " + LENGTH + " bytes, not " + value.length);
        }
        this.value = value.clone();
    }

    static byte[] zero() {
        return new byte[LENGTH];
    }

    /** The chain up to and with this entry. */
    byte[] append(String entry) {
        return append(entry.getBytes(StandardCharsets.UTF_8));
    }

    byte[] append(byte[] entry) {
        byte[] hash = sha256.digest(entry);
        sha256.update(value);
        value = sha256.digest(hash);
        return value.clone();
    }

    byte[] value() {
        return value.clone();
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
