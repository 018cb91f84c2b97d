package org.alarmcall.platform;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who runs the embedded PostgreSQL, which refuses to run as root.
 *
 * @param prefix what to put before a command line, so that it runs without root's rights; empty for any other user
 * @param owner who owns the database's files; null for this user
 */
record PostgresUser(List<String> prefix, @Nullable UserPrincipal owner) {

    PostgresUser {
        prefix = List.copyOf(prefix);
    }

    /**
     * Finds a way that works here, which is not the same on a laptop, in a container and under a home folder that only
     * root may enter.
     *
     * @param folder of the database; made or given to the user who is chosen
     * @param program any program of the same PostgreSQL, which that user must be able to run
     */
    static PostgresUser prepare(Path folder, Path program) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (new UnixSystem().getUid() != 0) {
            return new PostgresUser(List.of(), null);
        }
        UserPrincipal owner = Files.getOwner(folder);
        boolean ofRoot = uid(folder) == 0;
        if (ofRoot && !isEmpty(folder)) {
            PostgresUser unshared = unshared(); // as it was made
            if (unshared.canRun(program)) {
                return unshared;
            }
            throw refused();
        }
        PostgresUser other = ofRoot ? nobody(folder) : of(owner, folder);
        if (other != null && other.canRun(program)) {
            return other;
        }
        PostgresUser unshared = unshared();
        if (ofRoot && unshared.canRun(program)) {
            Files.setOwner(folder, owner);
            return unshared;
        }
        throw refused();
    }

    private static StartupRefused refused() {
        return new StartupRefused(
                "PostgreSQL does not run as root, and neither setpriv nor unshare gave up root's rights here.\n"
                        + "Start the server as another user who owns " + DataDir.PROPERTY
                        + ", or name a database with quarkus.datasource.jdbc.url.");
    }

    private static @Nullable PostgresUser nobody(Path folder) throws IOException {
        try {
            UserPrincipal nobody =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(folder, nobody);
            return of(nobody, folder);
        } catch (UserPrincipalNotFoundException e) {
            return null;
        }
    }

    private static PostgresUser of(UserPrincipal owner, Path folder) throws IOException {
        String uid = Integer.toString(uid(folder));
        return new PostgresUser(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--no-new-privs"), owner);
    }

    /** A user namespace of its own: still the owner of root's files, but without root's rights. */
    private static PostgresUser unshared() {
        return new PostgresUser(List.of("unshare", "--user"), null);
    }

    /** Makes a file or folder the database's. */
    void give(Path path) throws IOException {
        if (owner != null) {
            Files.setOwner(path, owner);
        }
    }

    /** A command of PostgreSQL as this user; standard error goes with standard output. */
    ProcessBuilder command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(whole).directory(new File("/")).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }

    /** Runs a command to its end and returns its exit code. */
    int run(List<String> command, Path log) throws IOException {
        Process process = command(command).redirectOutput(log.toFile()).start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean canRun(Path program) {
        try {
            return run(List.of(program.toString(), "--version"), Path.of("/dev/null")) == 0;
        } catch (IOException e) {
            return false; // no such command here
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
