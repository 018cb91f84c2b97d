package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.alarmcall.platform.StartupChecks.DatabaseFacts;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class StartupChecksTest {

    @Test
    void aSoundDatabaseIsAccepted() {
        assertEquals(
                List.of(),
                StartupChecks.databaseFaults(
                        new DatabaseFacts(150_000, "UTF8", true, true, "alarmcall", false, false, false)));
    }

    @Test
    void eachDangerIsNamedWithItsRemedy() {
        List<String> faults = StartupChecks.databaseFaults(
                new DatabaseFacts(140_010, "SQL_ASCII", false, true, "postgres", true, false, false));
        assertEquals(4, faults.size());
        assertTrue(faults.get(0).contains("PostgreSQL 15 or newer"));
        assertTrue(faults.get(1).contains("ENCODING 'UTF8'"));
        assertTrue(faults.get(2).contains("Set both to on"));
        assertTrue(faults.get(3).contains("NOSUPERUSER NOBYPASSRLS"));
    }

    @Test
    void theSamplesFolderIsRefused(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), StartupChecks.sampleFaults(folder));
        Files.createFile(folder.resolve(StartupChecks.SAMPLE));
        assertTrue(StartupChecks.sampleFaults(folder).get(0).contains("alarmcall.data-dir"));
    }

    @Test
    void aShortAdminSecretIsRefused() {
        assertEquals(1, StartupChecks.secretFaults("x".repeat(31)).size());
        assertEquals(List.of(), StartupChecks.secretFaults("x".repeat(32)));
        assertEquals(List.of(), StartupChecks.secretFaults(null));
    }

    @Test
    void aDatabaseIsLeftAsItWasWhenTheServerDoesNotStart() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        StartupRefused refused = assertThrows(
                StartupRefused.class,
                () -> checks(database, "postgres", TestPostgres.superuserPassword())
                        .check(new StartupEvent()));
        assertTrue(String.valueOf(refused.getMessage()).contains("NOSUPERUSER NOBYPASSRLS"));
        assertEquals(0, tables(database));

        checks(database, database.username(), database.password()).check(new StartupEvent());
        assertTrue(tables(database) > 0);
    }

    @Test
    void tablesOfAnotherRoleAreNamedWithTheRemedy() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "postgres", TestPostgres.superuserPassword())
                .load()
                .migrate();
        StartupRefused refused = assertThrows(
                StartupRefused.class,
                () -> checks(database, database.username(), database.password()).check(new StartupEvent()));
        assertTrue(String.valueOf(refused.getMessage()).contains("OWNER TO"));
    }

    private static StartupChecks checks(TestPostgres.Database database, String role, String password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(role);
        dataSource.setPassword(password);
        Flyway flyway = Flyway.configure().dataSource(dataSource).load();
        String folder = "target/startup-checks/" + database.name();
        return new StartupChecks(dataSource, flyway, Optional.empty(), folder, database.jdbcUrl(), false, false);
    }

    private static int tables(TestPostgres.Database database) throws SQLException {
        try (Connection connection = database.connectAsSuperuser();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5432/a, true",
        "jdbc:postgresql://localhost/a, true",
        "jdbc:postgresql://[::1]/a, true",
        "jdbc:postgresql:a, true",
        "jdbc:postgresql://db.example.org/a, false",
        "jdbc:postgresql://10.0.0.1/a?sslmode=prefer, false",
        "'jdbc:postgresql://db1:5432,db2:5432/a', false"
    })
    void onlyThisMachineNeedsNoEncryption(String jdbcUrl, boolean loopback) {
        assertEquals(loopback, StartupChecks.isLoopback(jdbcUrl));
    }
}
