package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The statements of docs/operations.md for a role that owns the tables and another that uses them. */
class SeparateOwnerTest {

    private static final String PASSWORD = "correct-horse-battery-staple";

    @Test
    void theServersRoleUsesTheTablesOfTheOwnerAndCantChangeThem() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        String owner = database.name() + "_owner";
        String user = database.name() + "_user";
        try (Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute(documented()
                    .replace("'...'", "'" + PASSWORD + "'")
                    .replaceAll("\\balarmcall_owner\\b", owner)
                    .replaceAll("\\balarmcall\\b", user));
            statement.execute("ALTER DATABASE " + database.name() + " OWNER TO " + owner);
        }

        int migrations = Flyway.configure()
                .dataSource(database.jdbcUrl(), owner, PASSWORD)
                .load()
                .migrate()
                .migrationsExecuted;

        assertTrue(migrations > 0);
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), user, PASSWORD);
                Statement statement = connection.createStatement()) {
            assertEquals(
                    1, statement.executeUpdate("INSERT INTO member (slug, name, sector) VALUES ('m', 'M', 'ngo')"));
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM listing")) {
                assertTrue(row.next());
            }
            assertThrows(SQLException.class, () -> statement.execute("ALTER TABLE listing DISABLE ROW LEVEL SECURITY"));
            assertThrows(SQLException.class, () -> statement.execute("CREATE TABLE mine (id integer)"));
        }
    }

    /** Without what makes the database and goes there: the test has one. */
    private static String documented() throws Exception {
        String page = Files.readString(Path.of("docs/operations.md"));
        int section = page.indexOf("**A separate owner.**");
        int from = page.indexOf("```sql", section) + "```sql".length();
        return page.substring(from, page.indexOf("```", from))
                .lines()
                .filter(line -> !line.startsWith("CREATE DATABASE") && !line.startsWith("\\connect"))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
