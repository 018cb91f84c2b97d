package org.alarmcall.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The process of an embedded PostgreSQL: started, watched, started again when it dies, stopped. */
final class Postmaster {

    private static final Logger LOG = Logger.getLogger(Postmaster.class);

    /** After a crash PostgreSQL replays up to {@code max_wal_size} before it answers. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration SMART_STOP_LIMIT = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Path binaries;
    private final Path cluster;
    private final PostgresUser user;
    private final Map<String, String> settings;
    private final int port;

    private volatile Process process;
    private volatile boolean stopping;

    private Postmaster(Path binaries, Path cluster, PostgresUser user, Map<String, String> settings)
            throws IOException {
        this.binaries = binaries;
        this.cluster = cluster;
        this.user = user;
        this.settings = settings;
        this.port = freePort();
        this.process = launch();
    }

    /** Starts and returns when the port is open; from then on it is watched until {@link #stop}. */
    static Postmaster start(Path binaries, Path cluster, PostgresUser user, Map<String, String> settings)
            throws IOException {
        stopOrphan(binaries, cluster, user);
        Postmaster postmaster = new Postmaster(binaries, cluster, user, settings);
        postmaster.awaitPort();
        Thread watchdog = new Thread(postmaster::watch, "postgresql-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        return postmaster;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits a little for those who are connected, then disconnects them.
     *
     * @param patient whether to wait at all
     */
    void stop(boolean patient) {
        stopping = true;
        try {
            if (patient) {
                process.destroy(); // SIGTERM: no new connections, ends with the last one
                if (process.waitFor(SMART_STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            pgCtlStop(binaries, cluster, user);
        } catch (IOException e) {
            LOG.warnf("PostgreSQL was not stopped: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(binaries.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p", "" + port));
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return user.command(ownSession(command))
                .redirectOutput(cluster.resolveSibling("start.log").toFile())
                .start();
    }

    /** So that a Ctrl-C in the terminal reaches only the server, which stops PostgreSQL last. */
    private static List<String> ownSession(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("/usr/bin/setsid"));
        whole.addAll(command);
        return whole;
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isPortOpen()) {
            if (!process.isAlive()) {
                throw new IOException("it ended with exit code " + process.exitValue() + ": " + startLog());
            }
            if (System.nanoTime() > end) {
                throw new IOException("it did not answer within " + START_LIMIT.toSeconds() + " s");
            }
            pause(20);
        }
    }

    private boolean isPortOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String startLog() {
        try {
            return Files.readString(cluster.resolveSibling("start.log")).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void watch() {
        long pauseMillis = 100;
        while (!stopping) {
            try {
                long started = System.nanoTime();
                int exit = process.waitFor();
                if (stopping) {
                    return;
                }
                LOG.warnf("PostgreSQL ended (exit code %d): starting it again", exit);
                boolean lived =
                        System.nanoTime() - started > Duration.ofMinutes(1).toNanos();
                pauseMillis = lived ? 100 : Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
                pause(pauseMillis);
                process = launch();
            } catch (IOException e) {
                LOG.errorf("PostgreSQL did not start: %s", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A killed server leaves its PostgreSQL running. The caller holds the data folder's lock, so it has no owner. */
    private static void stopOrphan(Path binaries, Path cluster, PostgresUser user) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
        ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
        if (orphan == null || !serves(orphan, cluster)) {
            return; // PostgreSQL itself removes a stale file
        }
        LOG.infof("Stopping the PostgreSQL (process %d) that a killed server left on %s", pid, cluster);
        try {
            if (!pgCtlStop(binaries, cluster, user)) {
                orphan.destroyForcibly();
            }
            orphan.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("the PostgreSQL of a killed server (process " + pid + ") does not stop", e);
        }
    }

    private static boolean serves(ProcessHandle process, Path cluster) {
        ProcessHandle.Info info = process.info();
        return info.arguments()
                .map(arguments -> List.of(arguments).contains(cluster.toString()))
                .orElseGet(
                        () -> info.command().map(c -> c.endsWith("/postgres")).orElse(false));
    }

    private static boolean pgCtlStop(Path binaries, Path cluster, PostgresUser user) throws IOException {
        return user.run(
                        List.of(
                                binaries.resolve("bin/pg_ctl").toString(),
                                "stop",
                                "-D",
                                cluster.toString(),
                                "-m",
                                "fast",
                                "-t",
                                "60"),
                        cluster.resolveSibling("stop.log"))
                == 0;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
