package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import org.alarmcall.platform.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionKeyTest {

    @TempDir
    Path dataDir;

    @Test
    void itIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
        SecretKey made = KeyEncryptionKey.find(Optional.empty(), dataDir);
        assertEquals(made, KeyEncryptionKey.find(Optional.empty(), dataDir));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void serversThatStartAtOnceGetTheSame() throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SecretKey>> starts = IntStream.range(0, 8)
                    .<Callable<SecretKey>>mapToObj(i -> () -> KeyEncryptionKey.find(Optional.empty(), dataDir))
                    .toList();
            SecretKey first = null;
            for (Future<SecretKey> key : servers.invokeAll(starts)) {
                first = first == null ? key.get() : first;
                assertEquals(first, key.get());
            }
        } finally {
            servers.shutdown();
        }
        try (var files = Files.list(dataDir)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    @Test
    void oneThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
        KeyEncryptionKey.find(Optional.empty(), dataDir);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        StartupRefused refused =
                assertThrows(StartupRefused.class, () -> KeyEncryptionKey.find(Optional.empty(), dataDir));
        assertTrue(String.valueOf(refused.getMessage()).contains("chmod 600"));
    }

    @Test
    void theConfiguredOneIsTakenAndMustHave32Bytes() {
        String good = Base64.getEncoder().encodeToString(new byte[32]);
        assertEquals(32, KeyEncryptionKey.find(Optional.of(good), dataDir).getEncoded().length);
        assertThrows(StartupRefused.class, () -> KeyEncryptionKey.find(Optional.of("c2hvcnQ="), dataDir));
        assertThrows(StartupRefused.class, () -> KeyEncryptionKey.find(Optional.of("%"), dataDir));
    }

    private Path file() {
        return dataDir.resolve(KeyEncryptionKey.FILE);
    }
}
