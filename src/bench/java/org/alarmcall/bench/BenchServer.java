package org.alarmcall.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.alarmcall.acceptance.Coalition;
import org.alarmcall.acceptance.ServerProcess;
import org.postgresql.Driver;

/** The packaged server in its own process, on an empty embedded PostgreSQL with its durable settings. */
final class BenchServer implements AutoCloseable {

    private static final long TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux

    private final ServerProcess process;
    private final Coalition coalition;
    private final Path recording;

    private BenchServer(ServerProcess process, Path recording) {
        this.process = process;
        this.coalition = new Coalition(process);
        this.recording = recording;
    }

    static BenchServer start(String name) throws Exception {
        Path folder = Settings.folder().resolve("data-" + name);
        deleteTree(folder);
        Path recording = Settings.folder().resolve(name + ".jfr");
        List<String> options = new ArrayList<>(List.of("-Xmx" + Settings.maxHeap()));
        if (Settings.profile()) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        Map<String, String> environment = new HashMap<>(Coalition.BOOTSTRAP);
        environment.put("ALARMCALL_CLIENTS_REQUESTS_PER_SECOND", "0"); // no rate limit
        return new BenchServer(ServerProcess.start(folder, environment, options), recording);
    }

    ServerProcess process() {
        return process;
    }

    Coalition coalition() {
        return coalition;
    }

    /** As the role of the server, which owns the tables; sees all members' rows. */
    Connection connect() throws IOException, SQLException {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(process.dataDir().resolve("database.secret"))) {
            secrets.load(reader);
        }
        List<String> pidFile = Files.readAllLines(process.dataDir().resolve("database/cluster/postmaster.pid"));
        Properties login = new Properties();
        login.setProperty("user", "alarmcall");
        login.setProperty("password", secrets.getProperty("alarmcall"));
        Connection connection = new Driver()
                .connect("jdbc:postgresql://127.0.0.1:" + pidFile.get(3).strip() + "/alarmcall", login);
        if (connection == null) {
            throw new IllegalStateException("no connection");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('alarmcall.member', 'all', false)");
        }
        return connection;
    }

    long count(String query) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Seconds of processor time so far. */
    record Cpu(double server, double postgres, double client) {

        Cpu since(Cpu before) {
            return new Cpu(server - before.server, postgres - before.postgres, client - before.client);
        }

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "processor: server %.1f s, PostgreSQL %.1f s, client %.1f s",
                    server,
                    postgres,
                    client);
        }
    }

    /** PostgreSQL's is that of its living processes: the server's pool keeps its connections. */
    Cpu cpu() {
        ProcessHandle postgres = process.postgres().orElseThrow();
        double ofPostgres = Stream.concat(Stream.of(postgres), postgres.descendants())
                .mapToDouble(handle -> cpuSeconds(handle.pid()))
                .sum();
        return new Cpu(
                cpuSeconds(process.pid()),
                ofPostgres,
                cpuSeconds(ProcessHandle.current().pid()));
    }

    private static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
        } catch (IOException e) {
            return 0; // gone, or no Linux
        }
    }

    /** Most memory that the server's process has held: megabytes. */
    long peakMemoryMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }

    @Override
    public void close() {
        process.close();
        try {
            if (Settings.profile()) {
                Profile.print(recording);
            }
            deleteTree(process.dataDir());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database's files may belong to another user than this one, so by the system's own tool. */
    private static void deleteTree(Path folder) throws IOException {
        new ProcessBuilder("rm", "-rf", folder.toString()).start().onExit().join();
    }

    static double seconds(long nanos) {
        return nanos / (double) Duration.ofSeconds(1).toNanos();
    }
}
