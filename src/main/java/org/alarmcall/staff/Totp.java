package org.alarmcall.staff;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of authenticator apps (RFC 6238): 6 digits, 30 seconds, HMAC-SHA-1, which is what every app knows. */
@Singleton
class Totp {

    private static final int KEY_BYTES = 20;
    private static final int DIGITS = 6;

    /** How many steps a phone's clock may be off, each way. */
    private static final int DRIFT_STEPS = 1;

    private final SecureRandom random = new SecureRandom();
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    /** A key that is written in base32; empty when it is none of ours. */
    static Optional<byte[]> read(String key) {
        byte[] bytes = new Base32().decode(key);
        return bytes.length == KEY_BYTES ? Optional.of(bytes) : Optional.empty();
    }

    byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    /** Whether it looks like a code; if not, it may be a recovery code. */
    static boolean isCode(String typed) {
        return withoutSpaces(typed).length() == DIGITS;
    }

    /** The step of which this is the code, when that is near to now and later than {@code lastStep}; a code counts once. */
    OptionalLong step(byte[] key, String code, Instant now, long lastStep) {
        String typed = withoutSpaces(code);
        long seconds = generator.getTimeStep().toSeconds();
        long current = now.getEpochSecond() / seconds;
        OptionalLong found = OptionalLong.empty();
        for (long step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
            if (MessageDigest.isEqual(
                            code(key, Instant.ofEpochSecond(step * seconds)).getBytes(StandardCharsets.UTF_8),
                            typed.getBytes(StandardCharsets.UTF_8))
                    && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static String withoutSpaces(String code) {
        return code.replaceAll("\\s", "");
    }

    String code(byte[] key, Instant at) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(key, generator.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every key of bytes serves HMAC", e);
        }
    }
}
