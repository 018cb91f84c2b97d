package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alarmcall.platform.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultTest {

    @TempDir
    Path dataDir;

    @TempDir
    Path otherDataDir;

    @Test
    void aKeyIsOpenedByAServerWithTheSameEncryptionKey() {
        KeyVault.Sealed sealed = vault(dataDir).make();
        SigningKey opened = open(vault(dataDir), sealed.kid(), sealed);
        assertEquals(43, sealed.kid().length());
        assertEquals(43, KeyVault.x(opened.publicKey()).length());
        assertEquals("EC", opened.privateKey().getAlgorithm());
    }

    @Test
    void aServerWithAnotherEncryptionKeyIsRefusedWithTheRemedy() {
        KeyVault.Sealed sealed = vault(dataDir).make();
        StartupRefused refused =
                assertThrows(StartupRefused.class, () -> open(vault(otherDataDir), sealed.kid(), sealed));
        assertTrue(String.valueOf(refused.getMessage()).contains(KeyEncryptionKey.PROPERTY));
    }

    @Test
    void aPrivateKeyBelongsToItsId() {
        KeyVault.Sealed sealed = vault(dataDir).make();
        assertThrows(StartupRefused.class, () -> open(vault(dataDir), "another", sealed));
    }

    @Test
    void aSecretOpensUnderItsOwnNameOnly() {
        byte[] secret = {1, 2, 3};
        byte[] sealed = vault(dataDir).sealSecret("account-key:1", secret);
        assertArrayEquals(secret, vault(dataDir).openAccountKey("account-key:1", sealed));
        assertThrows(StartupRefused.class, () -> vault(dataDir).openAccountKey("account-key:2", sealed));
        assertThrows(StartupRefused.class, () -> vault(otherDataDir).openAccountKey("account-key:1", sealed));
    }

    private static SigningKey open(KeyVault vault, String kid, KeyVault.Sealed sealed) {
        return vault.open(kid, sealed.publicKey(), sealed.privateKey(), Instant.EPOCH, Instant.EPOCH, null);
    }

    private static KeyVault vault(Path dataDir) {
        return new KeyVault(new Config(), dataDir);
    }

    private record Config() implements TokenConfig {

        @Override
        public String issuer() {
            return "http://localhost:8080";
        }

        @Override
        public Duration lifetime() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration keyActivationDelay() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Optional<String> keyEncryptionKey() {
            return Optional.empty();
        }

        @Override
        public int cacheSize() {
            return 10;
        }
    }
}
