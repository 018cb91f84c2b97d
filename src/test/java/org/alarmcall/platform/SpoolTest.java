package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    @TempDir
    Path dataDir = Path.of("");

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(dataDir.resolve("tmp"))) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024 * 1024, 1024 * 1024 + 1, 5_000_000})
    void whatIsWrittenIsReadAgain(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (Spool spool = new Spool(new TempFiles(dataDir))) {
            for (int at = 0; at < size; at += 70_000) {
                spool.write(bytes, at, Math.min(70_000, size - at));
            }
            assertEquals(size, spool.size());
            for (int twice = 0; twice < 2; twice++) {
                try (InputStream in = spool.read()) {
                    assertArrayEquals(bytes, in.readAllBytes());
                }
            }
            assertEquals(size > 1024 * 1024 ? 1 : 0, files().size());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void itsFileIsForThisUserOnly() throws IOException {
        try (Spool spool = new Spool(new TempFiles(dataDir))) {
            spool.write(new byte[2_000_000]);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))));
        }
    }
}
