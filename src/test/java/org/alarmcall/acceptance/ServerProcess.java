package org.alarmcall.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The packaged server as a process of its own, on a free port, which changes at each start. What it prints is kept below
 * {@code target/server-logs}.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:/]+:(\\d+)");
    private static final Path LOGS = Path.of("target/server-logs").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Path dataDir;
    private final Path logFile;
    private final Map<String, String> environment;
    private final List<String> javaOptions;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile Run run;

    private ServerProcess(Path dataDir, Map<String, String> environment, List<String> javaOptions) throws IOException {
        this.dataDir = dataDir.toAbsolutePath();
        Path folder = Files.createDirectories(this.dataDir.resolve("..").normalize());
        this.logFile =
                Files.createDirectories(LOGS).resolve(folder.getFileName() + "-" + this.dataDir.getFileName() + ".log");
        this.environment = Map.copyOf(environment);
        this.javaOptions = List.copyOf(javaOptions);
        this.run = new Run();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts and returns at once: for a server that is expected to refuse. */
    public static ServerProcess launch(Path dataDir, Map<String, String> environment) throws IOException {
        return new ServerProcess(dataDir, environment, List.of("-XX:TieredStopAtLevel=1", "-Xmx400m"));
    }

    /** Starts and returns when the server is ready. */
    public static ServerProcess start(Path dataDir, Map<String, String> environment) throws Exception {
        return launch(dataDir, environment).awaitReady();
    }

    public static ServerProcess start(Path dataDir, Map<String, String> environment, List<String> javaOptions)
            throws Exception {
        return new ServerProcess(dataDir, environment, javaOptions).awaitReady();
    }

    /** Where it listens now. */
    public URI uri() {
        return listening().orElseThrow(() -> new IllegalStateException("The server does not listen:\n" + log()));
    }

    /** Where it listens now; empty while it starts. */
    public Optional<URI> listening() {
        return Optional.ofNullable(run.uri);
    }

    public Path dataDir() {
        return dataDir;
    }

    public long pid() {
        return run.process.pid();
    }

    public boolean isAlive() {
        return run.process.isAlive();
    }

    /** What this start has printed so far, standard output and error. */
    public String log() {
        return run.log();
    }

    public ServerProcess awaitReady() throws Exception {
        Run awaited = run;
        Await.until("the server of " + logFile + " is ready", START_LIMIT, () -> {
            if (!awaited.process.isAlive()) {
                throw new AssertionFailedError("The server ended:\n" + awaited.log());
            }
            return awaited.uri != null && isReady(awaited.uri);
        });
        return this;
    }

    /** Waits until the process has ended by itself and returns its exit code. */
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!run.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionFailedError("The server still runs:\n" + log());
        }
        run.awaitOutput();
        return run.process.exitValue();
    }

    /** As {@code kill -9}: no shutdown hook runs, and an embedded PostgreSQL stays behind. */
    public void kill() {
        run.process.destroyForcibly().onExit().join();
    }

    /** As an operator stops it. */
    public void stop() throws InterruptedException {
        run.process.destroy();
        if (!run.process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionFailedError("The server does not stop:\n" + log());
        }
    }

    /** Starts again on the same data, after {@link #kill} or {@link #stop}; to be followed by {@link #awaitReady}. */
    public ServerProcess restart() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("It still runs");
        }
        run = new Run();
        return this;
    }

    /** The embedded PostgreSQL of this server, running or left behind. */
    public Optional<ProcessHandle> postgres() {
        try {
            Path pidFile = dataDir.resolve("database/cluster/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty(); // none, or just being written
        }
    }

    /** Stops the server, also one that hangs, and what it left behind. */
    @Override
    public void close() {
        try {
            run.process.destroy();
            if (!run.process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        postgres().ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean isReady(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One life of the server. */
    private final class Run {

        private final Process process;
        private final Thread reader;
        private final StringBuilder log = new StringBuilder();
        private volatile @Nullable URI uri;

        Run() throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(ProcessHandle.current().info().command().orElse("java")));
            command.addAll(javaOptions);
            command.addAll(List.of("-jar", System.getProperty("alarmcall.test.server-jar", "")));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Map<String, String> variables = builder.environment();
            variables.keySet().removeIf(name -> name.startsWith("ALARMCALL_") || name.startsWith("QUARKUS_"));
            variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            variables.put("QUARKUS_HTTP_PORT", "0");
            variables.put("ALARMCALL_DATA_DIR", dataDir.toString());
            variables.putAll(environment);
            process = builder.start();
            reader = new Thread(this::read, "log of " + logFile.getFileName());
            reader.setDaemon(true);
            reader.start();
        }

        String log() {
            synchronized (log) {
                return log.toString();
            }
        }

        void awaitOutput() throws InterruptedException {
            reader.join(5_000); // an embedded PostgreSQL may keep the pipe open
        }

        private void read() {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    Writer file =
                            Files.newBufferedWriter(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                String line = lines.readLine();
                while (line != null) {
                    file.append(line).append('\n').flush();
                    synchronized (log) {
                        log.append(line).append('\n');
                    }
                    Matcher listening = LISTENING.matcher(line);
                    if (listening.find()) {
                        uri = URI.create("http://127.0.0.1:" + listening.group(1));
                    }
                    line = lines.readLine();
                }
            } catch (IOException e) {
                // the pipe is closed when the process is killed
            }
        }
    }
}
