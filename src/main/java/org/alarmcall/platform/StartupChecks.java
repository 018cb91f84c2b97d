package org.alarmcall.platform;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Refuses to start on a dangerous setting, and names it with its remedy; before all else, the migrations too, so that a
 * database is left as it was. Then it migrates.
 */
@Singleton
public class StartupChecks {

    static final int SECRET_CHARACTERS = 32;
    static final int POSTGRES_VERSION = 15;

    /** In the data folder: the sample coalition is in the database. */
    public static final String SAMPLE = "sample-clients.json";

    /** Its jobs need the tables. */
    private static final int BEFORE_THE_SCHEDULER = Interceptor.Priority.PLATFORM_BEFORE - 1;

    private static final String NOT_ALLOWED = "42501";

    private final DataSource dataSource;
    private final Flyway flyway;
    private final Optional<String> adminSecret;
    private final String dataDir;
    private final String jdbcUrl;
    private final boolean plaintextAllowed;
    private final boolean sampleAllowed;

    StartupChecks(
            DataSource dataSource,
            Flyway flyway,
            @ConfigProperty(name = "alarmcall.bootstrap.admin-client-secret") Optional<String> adminSecret,
            @ConfigProperty(name = DataDir.PROPERTY, defaultValue = DataDir.DEFAULT) String dataDir,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "alarmcall.database.allow-plaintext", defaultValue = "false")
                    boolean plaintextAllowed,
            @ConfigProperty(name = "alarmcall.sample.in-production", defaultValue = "false") boolean sampleAllowed) {
        this.dataSource = dataSource;
        this.flyway = flyway;
        this.adminSecret = adminSecret;
        this.dataDir = dataDir;
        this.jdbcUrl = jdbcUrl;
        this.plaintextAllowed = plaintextAllowed;
        this.sampleAllowed = sampleAllowed;
    }

    /** What the database says of itself and of us. */
    record DatabaseFacts(
            int version,
            String encoding,
            boolean fsync,
            boolean fullPageWrites,
            String role,
            boolean superuser,
            boolean bypassesRowSecurity,
            boolean encrypted) {}

    void check(@Observes @Priority(BEFORE_THE_SCHEDULER) StartupEvent event) {
        List<String> faults = new ArrayList<>();
        try {
            DataDir.open(Path.of(dataDir));
        } catch (StartupRefused e) {
            faults.add(e.getMessage());
        }
        boolean production = LaunchMode.current() == LaunchMode.NORMAL;
        if (production && !sampleAllowed) {
            faults.addAll(sampleFaults(Path.of(dataDir)));
        }
        faults.addAll(secretFaults(adminSecret.orElse(null)));
        DatabaseFacts facts = databaseFacts();
        faults.addAll(databaseFaults(facts));
        if (production && !facts.encrypted() && !isLoopback(jdbcUrl) && !plaintextAllowed) {
            faults.add("The connection to the database at " + host(jdbcUrl) + " is not encrypted.\n"
                    + "Add sslmode=verify-full to quarkus.datasource.jdbc.url, or, on a network that you trust, set"
                    + " alarmcall.database.allow-plaintext=true.");
        }
        if (faults.isEmpty()) {
            migrate(facts.role()).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new StartupRefused("Alarmcall does not start like this:\n- "
                    + String.join("\n- ", faults).replace("\n", "\n  ").replace("\n  - ", "\n- "));
        }
    }

    /** What keeps the role from it, with the remedy; other failures are thrown. */
    private Optional<String> migrate(String role) {
        try {
            flyway.migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && NOT_ALLOWED.equals(sql.getSQLState())) {
                    return Optional.of("The tables can't be made or changed: "
                            + String.valueOf(sql.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                            + ".\nThe role that migrates, quarkus.flyway.username or else " + role
                            + ", must own the database and all tables in it. Give it what another role has made with ALTER TABLE"
                            + " ... OWNER TO, or, while there is nothing in them, make the database anew.");
                }
            }
            throw e;
        }
    }

    static List<String> sampleFaults(Path dataDir) {
        return Files.notExists(dataDir.resolve(SAMPLE))
                ? List.of()
                : List.of("The folder " + dataDir.toAbsolutePath()
                        + " is that of the sample coalition, whose secrets anybody"
                        + " finds in it.\nSet alarmcall.data-dir to another folder, or, to show the sample,"
                        + " alarmcall.sample.in-production=true.");
    }

    static List<String> secretFaults(@org.jspecify.annotations.Nullable String adminSecret) {
        return adminSecret == null || adminSecret.length() >= SECRET_CHARACTERS
                ? List.of()
                : List.of("alarmcall.bootstrap.admin-client-secret has fewer than " + SECRET_CHARACTERS
                        + " characters.\nMake one with: openssl rand -hex 32");
    }

    static List<String> databaseFaults(DatabaseFacts facts) {
        List<String> faults = new ArrayList<>();
        if (facts.version() < POSTGRES_VERSION * 10_000) {
            faults.add("The database is PostgreSQL " + facts.version() / 10_000 + ".\nUse PostgreSQL "
                    + POSTGRES_VERSION + " or newer.");
        }
        if (!facts.encoding().equals("UTF8")) {
            faults.add("The database's encoding is " + facts.encoding()
                    + ".\nMake it with: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0");
        }
        if (!facts.fsync() || !facts.fullPageWrites()) {
            faults.add("The database runs with fsync or full_page_writes off, and loses what it confirmed when it"
                    + " crashes.\nSet both to on in postgresql.conf.");
        }
        if (facts.superuser() || facts.bypassesRowSecurity()) {
            faults.add("The role " + facts.role() + " of quarkus.datasource.username is a superuser or has BYPASSRLS,"
                    + " so row-level security does not bind it.\nUse a role made with: CREATE ROLE ... LOGIN"
                    + " NOSUPERUSER NOBYPASSRLS");
        }
        return faults;
    }

    static boolean isLoopback(String jdbcUrl) {
        String host = host(jdbcUrl);
        return host.isEmpty() || host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
    }

    private static String host(String jdbcUrl) {
        String host =
                URI.create(jdbcUrl.substring("jdbc:".length()).split(",", 2)[0]).getHost();
        return host == null ? "" : host;
    }

    private DatabaseFacts databaseFacts() {
        try (Connection connection = dataSource.getConnection();
                ResultSet row = connection.createStatement().executeQuery("""
                        SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
                               current_setting('fsync')::bool, current_setting('full_page_writes')::bool,
                               rolname, rolsuper, rolbypassrls,
                               coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)
                        FROM pg_roles WHERE rolname = current_user""")) {
            if (!row.next()) {
                throw new IllegalStateException("current_user is no role");
            }
            return new DatabaseFacts(
                    row.getInt(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    row.getBoolean(8));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
