package org.alarmcall.member;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Client secrets. They are 256 random bits, so one salted SHA-256 is as hard to reverse as a slow hash would be, and a
 * token costs microseconds. The prefix lets secret scanners find a leaked one.
 */
final class Secrets {

    static final String PREFIX = "alarmcall_";
    static final int MAX_LENGTH = 512;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Compared with when there is no client, so that it takes the same time. */
    private static final byte[] NOBODYS = hash(generate());

    private Secrets() {}

    static String generate() {
        return PREFIX + randomText(32);
    }

    /** {@code bytes} random bytes as base64url. */
    static String randomText(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A fresh salt and the hash. */
    static byte[] hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return hash(salt, secret);
    }

    /** Takes the same time whatever the hash is, also for none. */
    static boolean matches(String secret, byte @Nullable [] hash) {
        byte[] expected = hash == null ? NOBODYS : hash;
        byte[] actual = hash(Arrays.copyOf(expected, SALT_BYTES), secret);
        return MessageDigest.isEqual(expected, actual) & hash != null;
    }

    private static byte[] hash(byte[] salt, String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            byte[] digest = sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
            byte[] stored = Arrays.copyOf(salt, SALT_BYTES + digest.length);
            System.arraycopy(digest, 0, stored, SALT_BYTES, digest.length);
            return stored;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
