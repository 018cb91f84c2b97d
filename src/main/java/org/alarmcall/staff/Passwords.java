package org.alarmcall.staff;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.alarmcall.platform.ProblemException;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as OWASP recommends; stored as a PHC string. At most {@link
 * #AT_ONCE} at once, so that a crowd of sign-ins takes no more memory than that.
 */
@Singleton
class Passwords {

    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 200;

    private static final int AT_ONCE = 4;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** 422 for a new password that is too short or too long. */
    static void check(String wanted) {
        if (wanted.length() < MIN_LENGTH || wanted.length() > MAX_LENGTH) {
            throw ProblemException.invalid(
                    "/password", "must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
        }
    }

    /** A fresh salt and the hash, as a PHC string. */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return PREFIX + text(salt) + '$' + text(derive(password, salt));
    }

    /** Takes the same time whatever the hash is, also for none. */
    boolean matches(String password, @Nullable String stored) {
        if (stored != null && !stored.startsWith(PREFIX)) {
            throw new IllegalStateException("a password hash with other parameters than " + PREFIX);
        }
        String[] parts = stored == null
                ? new String[0]
                : stored.substring(PREFIX.length()).split("\\$");
        byte[] salt =
                stored == null ? new byte[SALT_BYTES] : Base64.getDecoder().decode(parts[0]);
        byte[] expected =
                stored == null ? new byte[HASH_BYTES] : Base64.getDecoder().decode(parts[1]);
        return MessageDigest.isEqual(expected, derive(password, salt)) & stored != null;
    }

    private byte[] derive(String password, byte[] salt) {
        turns.acquireUninterruptibly();
        try {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(PASSES)
                    .withParallelism(LANES)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[HASH_BYTES];
            argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            turns.release();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
