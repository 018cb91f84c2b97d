package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    @Test
    void everyMigrationRunsOnAnEmptyDatabaseAsTheApplicationsRole() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        var result = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .validateMigrationNaming(true)
                .load()
                .migrate();
        assertEquals(migrations().size(), result.migrationsExecuted);
        try (Connection connection = database.connect();
                ResultSet role = connection
                        .createStatement()
                        .executeQuery("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")) {
            assertTrue(role.next());
            assertEquals(false, role.getBoolean(1), "the application's role is bound by row-level security");
        }
    }

    @Test
    void everyMigrationIsNamedByATimestamp() throws Exception {
        for (Path migration : migrations()) {
            String name = migration.getFileName().toString();
            assertTrue(name.matches("V20\\d{12}__[a-z0-9_]+\\.sql"), name);
        }
    }

    /** A landed migration has run somewhere: change the database with a new one. A new one's line is added here. */
    @Test
    void noMigrationIsEditedAfterItHasLanded() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        StringBuilder found = new StringBuilder();
        for (Path migration : migrations()) {
            found.append(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(migration))))
                    .append("  ")
                    .append(migration.getFileName())
                    .append('\n');
        }
        String landed = Files.readString(Path.of("src/test/resources/migrations.sha256"), StandardCharsets.US_ASCII);
        assertEquals(landed, found.toString());
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted().collect(Collectors.toList());
        }
    }
}
