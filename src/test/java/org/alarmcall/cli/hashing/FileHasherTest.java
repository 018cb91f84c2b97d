package org.alarmcall.cli.hashing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alarmcall.fingerprint.SamplePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHasherTest {

    private final FileHasher hasher = new FileHasher(FileHasher.TYPES, false);

    @TempDir
    Path home = Path.of(".");

    @Test
    void a_file_that_brings_about_an_error_is_named_and_the_others_are_hashed() throws IOException {
        Path good =
                Files.write(home.resolve("good.png"), SamplePictures.file(SamplePictures.scene(7, 300, 200), "png"));
        List<Path> files = List.of(
                failing("large.jpg", new OutOfMemoryError("Java heap space")),
                failing("large.mp4", new OutOfMemoryError("Java heap space")),
                failing("odd.jpg", new IllegalStateException("a bug")),
                good);
        try (InOrder<Path, Hashed> hashed = new InOrder<>(files.iterator(), hasher::hash, 2)) {
            for (String name : List.of("large.jpg", "large.mp4")) {
                Hashed large = hashed.next();
                assertEquals(home.resolve(name).toString(), large.file());
                assertEquals("it takes more memory than this process has", large.problem());
            }
            String odd = hashed.next().problem();
            assertNotNull(odd);
            assertTrue(odd.startsWith("it can't be hashed: ") && odd.endsWith("a bug"), odd);
            Hashed last = hashed.next();
            assertNull(last.problem());
            assertEquals(3, last.hashes().size());
        }
    }

    /** A file that ends in this when it is opened. */
    private Path failing(String name, Throwable failure) {
        Path file = home.resolve(name);
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        throw failure;
                    }
                    return method.invoke(file, arguments);
                });
    }
}
