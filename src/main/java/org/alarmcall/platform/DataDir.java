package org.alarmcall.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server ({@code alarmcall.data-dir}): embedded database, spooled bodies, local secrets. Others may
 * at most pass through it (the embedded PostgreSQL of a server run by root is another user).
 */
final class DataDir {

    static final String PROPERTY = "alarmcall.data-dir";
    static final String DEFAULT = "data";

    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    private DataDir(Path path) {
        this.path = path;
    }

    /** Makes the folder where there is none, and takes from others the right to list it. */
    static DataDir open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path path = folder.toRealPath();
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            if (permissions.removeAll(EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE))) {
                Files.setPosixFilePermissions(path, permissions);
            }
            return new DataDir(path);
        } catch (IOException e) {
            throw new StartupRefused("The folder " + folder.toAbsolutePath() + " can't be used: " + e
                    + "\nGive this user the folder, or name one below it with " + PROPERTY
                    + ", which the server then makes.");
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Keeps a second server off this folder while the process lives; the operating system frees it, however it ends. */
    FileLock lock() {
        try {
            return tryLock(resolve("server.lock"));
        } catch (IOException e) {
            throw new StartupRefused("The folder " + path + " can't be locked: " + e.getMessage()
                    + "\nGive this user the folder, or name another one with " + PROPERTY + ".");
        }
    }

    private FileLock tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this very process
        }
        if (lock == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new StartupRefused("The folder " + path + " is in use by another server (process " + holder + ").\n"
                    + "Stop that server, or give this one its own folder with " + PROPERTY
                    + ", or a shared database with quarkus.datasource.jdbc.url.");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        channel.force(false);
        return lock;
    }

    /** A file that only this user can read. */
    static void writePrivate(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        Files.writeString(fresh, content);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
