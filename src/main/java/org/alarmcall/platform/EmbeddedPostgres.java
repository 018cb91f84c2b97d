package org.alarmcall.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * A PostgreSQL of our own, for a server without a configured database: durable, with passwords, on a free port of the
 * loopback interface, its files under the data folder. It is stopped when the process ends, started again on the same
 * port when it dies before, and what a killed process left running is stopped at the next start.
 */
public final class EmbeddedPostgres {

    /** The database, and the role that owns it: no superuser, and row-level security binds it. */
    static final String NAME = "alarmcall";

    private static final String SUPERUSER = "postgres";
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final Duration READY_LIMIT = Duration.ofMinutes(5); // crash recovery comes first

    /** For a small machine; what durability rests on is named, so that no configuration file undoes it. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("wal_compression", "on"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("idle_in_transaction_session_timeout", "10min"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("logging_collector", "on"),
            Map.entry("log_directory", "../log"),
            Map.entry("log_filename", "postgresql-%a.log"),
            Map.entry("log_truncate_on_rotation", "on"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_rotation_size", "0"));

    private final FileLock lock;
    private final Properties secrets;
    private final Postmaster postmaster;

    private EmbeddedPostgres(FileLock lock, Properties secrets, Postmaster postmaster) {
        this.lock = lock;
        this.secrets = secrets;
        this.postmaster = postmaster;
    }

    /**
     * Starts PostgreSQL on the data folder and returns when it answers; a first start takes some seconds.
     *
     * @throws StartupRefused with the remedy, when another server uses the folder or the machine does not allow it
     */
    public static EmbeddedPostgres start(Path folder) {
        DataDir dataDir = DataDir.open(folder);
        return start(dataDir, dataDir.path());
    }

    /** As {@link #start(Path)}, with the programs unpacked in a folder that several data folders may share. */
    static EmbeddedPostgres start(DataDir dataDir, Path programs) {
        FileLock lock = dataDir.lock(); // first: whoever holds it may stop an orphan
        try {
            Path binaries = PostgresBinaries.unpackInto(programs);
            Path folder = dataDir.resolve("database");
            Path cluster = folder.resolve("cluster");
            PostgresUser user = PostgresUser.prepare(folder, binaries.resolve("bin/initdb"));
            Properties secrets = secrets(dataDir, cluster);
            if (Files.exists(cluster)) {
                checkVersion(cluster, binaries);
            } else {
                initialise(binaries, folder, user, secrets);
            }
            EmbeddedPostgres started =
                    new EmbeddedPostgres(lock, secrets, Postmaster.start(binaries, cluster, user, SETTINGS));
            started.prepareDatabase();
            return started;
        } catch (IOException | SQLException e) {
            throw new StartupRefused("The embedded PostgreSQL under " + dataDir.path() + " did not start: "
                    + e.getMessage() + "\nIts log is in " + dataDir.resolve("database/log") + ".");
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return secrets.getProperty(NAME);
    }

    public long pid() {
        return postmaster.pid();
    }

    /** Stops PostgreSQL at the end of the process, when the server's own connections are closed or soon after. */
    public void stopAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(true), "postgresql-stop"));
    }

    void stop(boolean patient) {
        postmaster.stop(patient);
        try {
            lock.channel().close();
        } catch (IOException e) {
            LOG.debug("the lock is freed with the process", e);
        }
    }

    /** For tests that look and harm. */
    String superuserPassword() {
        return secrets.getProperty(SUPERUSER);
    }

    private Connection connectAsSuperuser() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", secrets.getProperty(SUPERUSER));
        login.setProperty("loginTimeout", "10");
        Connection connection = new Driver().connect(jdbcUrl(SUPERUSER), login);
        if (connection == null) {
            throw new IllegalStateException("not a PostgreSQL URL: " + jdbcUrl(SUPERUSER));
        }
        return connection;
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/" + database;
    }

    private static Properties secrets(DataDir dataDir, Path cluster) throws IOException {
        Path file = dataDir.resolve("database.secret");
        Properties secrets = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                secrets.load(reader);
            }
            return secrets;
        }
        if (Files.exists(cluster)) {
            throw new StartupRefused("The file " + file + " with the database's passwords is gone.\n"
                    + "Put it back, or move " + cluster + " away to begin with an empty database.");
        }
        secrets.setProperty(SUPERUSER, newPassword());
        secrets.setProperty(NAME, newPassword());
        DataDir.writePrivate(
                file,
                SUPERUSER + "=" + secrets.getProperty(SUPERUSER) + "\n" + NAME + "=" + secrets.getProperty(NAME)
                        + "\n");
        return secrets;
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Under another name first, so that a process killed on the way leaves nothing that looks complete. */
    private static void initialise(Path binaries, Path folder, PostgresUser user, Properties secrets)
            throws IOException {
        LOG.infof("Making a PostgreSQL database in %s", folder);
        Path fresh = folder.resolve("cluster.new");
        PostgresBinaries.deleteTree(fresh);
        Path passwordFile = folder.resolve("password");
        DataDir.writePrivate(passwordFile, secrets.getProperty(SUPERUSER) + "\n");
        user.give(passwordFile);
        Path log = folder.resolve("initdb.log");
        int exit = user.run(
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + fresh,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"),
                log);
        Files.delete(passwordFile);
        if (exit != 0) {
            throw new IOException("initdb ended with exit code " + exit + ": "
                    + Files.readString(log).strip());
        }
        Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Path logFolder = folder.resolve("log");
        if (!Files.exists(logFolder)) {
            Files.createDirectory(
                    logFolder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.give(logFolder);
        }
        Files.move(fresh, folder.resolve("cluster"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void checkVersion(Path cluster, Path binaries) throws IOException {
        String made = Files.readString(cluster.resolve("PG_VERSION")).strip();
        String ours = PostgresBinaries.majorVersion(binaries);
        if (!made.equals(ours)) {
            throw new StartupRefused("The database in " + cluster + " was made by PostgreSQL " + made
                    + ", and this server brings PostgreSQL " + ours + ".\nMove it with pg_upgrade of PostgreSQL "
                    + ours + ", or run the server that made it.");
        }
    }

    private void prepareDatabase() throws SQLException {
        try (Connection connection = connectWhenReady();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                statement.execute("CREATE ROLE " + NAME + " LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE");
            }
            statement.execute("ALTER ROLE " + NAME + " PASSWORD " + statement.enquoteLiteral(password()));
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connectWhenReady() throws SQLException {
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (true) {
            try {
                return connectAsSuperuser();
            } catch (SQLException e) {
                boolean starting = "57P03".equals(e.getSQLState()); // cannot_connect_now
                if (!starting || System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException(e);
            }
        }
    }
}
