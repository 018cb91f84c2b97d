package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.alarmcall.platform.StartupChecks.DatabaseFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aShortAdminSecretIsRefused() {
        assertEquals(1, StartupChecks.secretFaults("x".repeat(31)).size());
        assertEquals(List.of(), StartupChecks.secretFaults("x".repeat(32)));
        assertEquals(List.of(), StartupChecks.secretFaults(null));
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
