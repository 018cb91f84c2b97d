package org.alarmcall.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.alarmcall.platform.StartupRefused;

/** Where the key comes from that encrypts the private signing keys: configuration, or a file of mode 600. */
final class KeyEncryptionKey {

    static final String PROPERTY = "alarmcall.tokens.key-encryption-key";
    static final String FILE = "key-encryption-key";

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyEncryptionKey() {}

    static SecretKey find(Optional<String> configured, Path dataDir) {
        if (configured.isPresent()) {
            return parse(configured.get(), PROPERTY);
        }
        Path file = dataDir.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw new StartupRefused("Others can read " + file.toAbsolutePath()
                        + ", which opens the keys that sign tokens.\nRun: chmod 600 " + file.toAbsolutePath());
            }
            return parse(Files.readString(file), file.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or make " + file.toAbsolutePath(), e);
        }
    }

    /** Whole or not at all, and never over one that another process made meanwhile. */
    private static void make(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), FILE, ".new", PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // the other process was first: its key is the key
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static SecretKey parse(String base64, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length == BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new StartupRefused(source + " must be the Base64 of 32 bytes.\nMake one with: openssl rand -base64 32");
    }
}
