package org.alarmcall.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * One real PostgreSQL per test process, durable as in production, with a fresh data folder under {@code target}; each
 * request gets an empty database of its own. The tests of a process are loaded by several class loaders, so the address
 * is kept in system properties.
 */
public final class TestPostgres {

    private static final String PORT = "alarmcall.test.postgres.port";
    private static final String PASSWORD = "alarmcall.test.postgres.password";
    private static final String SUPERUSER_PASSWORD = "alarmcall.test.postgres.superuser-password";

    private TestPostgres() {}

    /** An empty database of the application's role, as the server finds it at a first start. */
    public record Database(String name, String jdbcUrl, String username, String password) {

        public Connection connect() throws SQLException {
            return TestPostgres.connect(jdbcUrl, username, password);
        }

        /** With the superuser's rights, to look and to harm. */
        public Connection connectAsSuperuser() throws SQLException {
            return TestPostgres.connect(jdbcUrl, "postgres", superuserPassword());
        }
    }

    /** Of the role {@code postgres}, which the server must refuse. */
    public static String superuserPassword() {
        return System.getProperty(SUPERUSER_PASSWORD, "");
    }

    public static Database freshDatabase() {
        synchronized (System.class) { // the one lock that all class loaders share
            if (System.getProperty(PORT) == null) {
                start();
            }
        }
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        Database database = new Database(
                name,
                "jdbc:postgresql://127.0.0.1:" + System.getProperty(PORT) + "/" + name,
                EmbeddedPostgres.NAME,
                System.getProperty(PASSWORD, ""));
        String admin = database.jdbcUrl().replace(name, "postgres");
        try (Connection connection = connect(admin, "postgres", superuserPassword());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + EmbeddedPostgres.NAME);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static void start() {
        Path target = Path.of("target").toAbsolutePath();
        Path folder = target.resolve("test-postgres/" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDir.open(folder), target.resolve("test-postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, folder)));
        System.setProperty(PORT, postgres.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        System.setProperty(PASSWORD, postgres.password());
        System.setProperty(SUPERUSER_PASSWORD, postgres.superuserPassword());
    }

    private static void stop(EmbeddedPostgres postgres, Path folder) {
        postgres.stop(false);
        try {
            PostgresBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connect(String jdbcUrl, String user, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        Connection connection = new Driver().connect(jdbcUrl, login);
        if (connection == null) {
            throw new IllegalStateException("not a PostgreSQL URL: " + jdbcUrl);
        }
        return connection;
    }
}
