package org.alarmcall.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The exact hashes. Every Java platform has them, so that a missing one is no case to be handled. */
public final class Hashes {

    private static final int BUFFER = 64 * 1024;

    private Hashes() {}

    /** A new digest for what comes in pieces. */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    /** A new digest for what comes in pieces. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** Of the text in UTF-8. */
    public static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a stream to its end through several digests at once; it is not closed. */
    public static void update(InputStream in, MessageDigest... digests) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (MessageDigest digest : digests) {
                digest.update(buffer, 0, read);
            }
        }
    }

    /** HMAC-SHA-256 of the text in UTF-8. */
    static byte[] hmacSha256(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256 and takes a key of any length", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }
}
