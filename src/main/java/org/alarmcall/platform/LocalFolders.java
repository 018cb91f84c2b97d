package org.alarmcall.platform;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Folders of the data folder for what a node keeps for itself, for this user only. Nothing in them is needed by others. */
@Singleton
public class LocalFolders {

    private final Path dataDir;

    LocalFolders(@ConfigProperty(name = "alarmcall.data-dir", defaultValue = "data") Path dataDir) {
        this.dataDir = dataDir.toAbsolutePath();
    }

    /** The folder of this name, made where there is none. */
    public Path open(String name) {
        Path folder = dataDir.resolve(name);
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
