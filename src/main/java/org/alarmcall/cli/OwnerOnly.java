package org.alarmcall.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read, from their first byte on; where the system has no such modes, ordinary ones. */
final class OwnerOnly {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    static boolean othersMayRead(Path file) throws IOException {
        if (!POSIX) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream()
                .map(PosixFilePermission::name)
                .anyMatch(name -> !name.startsWith("OWNER_"));
    }

    static void createFolderOf(Path file) throws IOException {
        createFolder(folderOf(file));
    }

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, mode("rwx------"));
    }

    /** A new empty file with a name of its own. */
    static Path createTemporary(Path folder) throws IOException {
        return Files.createTempFile(folder, ".new", "", mode("rw-------"));
    }

    /** Open for appending; made if there is none. */
    static FileChannel append(Path file) throws IOException {
        return FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mode("rw-------"));
    }

    /** All of it or nothing of it stands in the file afterwards, also when the machine stops. */
    static void replace(Path file, String text) throws IOException {
        Path fresh = createTemporary(folderOf(file));
        try {
            try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
                writeFully(channel, text);
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    static void writeFully(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is a file system's root");
        }
        return folder;
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
