package org.alarmcall.platform;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Files that need not outlive the process, in the {@code tmp} folder of the data folder, for this user only. */
@Singleton
public class TempFiles {

    private static final Logger LOG = Logger.getLogger(TempFiles.class);
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    private final Path folder;

    TempFiles(@ConfigProperty(name = "alarmcall.data-dir", defaultValue = "data") Path dataDir) {
        this.folder = dataDir.toAbsolutePath().resolve("tmp");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            removeLeftOvers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty file; whoever asks for it deletes it. */
    public Path create(String prefix) {
        try {
            return Files.createTempFile(
                    folder,
                    prefix,
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a killed process left behind. */
    private void removeLeftOvers() throws IOException {
        FileTime before = FileTime.from(Instant.now().minus(LEFT_OVER));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
                LOG.infof("Deleting %s, left over by a process that did not end well", file);
                Files.deleteIfExists(file);
            }
        }
    }
}
