package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alarmcall.platform.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged server starts, and when it does not. */
class SecondServerIT {

    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void aSecondServerOnTheSameDataIsRefusedAndTheFirstGoesOn() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess first = ServerProcess.start(data, Coalition.BOOTSTRAP);
                ServerProcess second = ServerProcess.launch(data, Coalition.BOOTSTRAP)) {
            assertNotEquals(0, second.awaitExit(REFUSAL_LIMIT));
            assertTrue(
                    second.log().contains("is in use by another server (process " + first.pid() + ")"), second.log());
            assertTrue(second.log().contains("Stop that server, or give this one its own folder"), second.log());
            assertFalse(second.log().contains("\tat "), "a sentence, no stack trace: " + second.log());
            new Coalition(first).collection("still-there");
        }
    }

    @Test
    void theFirstAdminClientIsPrintedOnceAndWorks() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Map.of())) {
            Matcher id = printed(server, "(?im)^.*client.?id\\W+([A-Za-z0-9._-]+)\\s*$");
            Matcher secret = printed(server, "(?im)^.*secret\\W+([A-Za-z0-9._~+/=-]{32,})\\s*$");
            MemberClient admin = new MemberClient(List.of(server), 0, id.group(1), secret.group(1));
            admin.get("/api/v1/members").expect(200);
            assertFalse(server.log().contains(" ERROR "), "jobs that find no tables yet: " + server.log());

            server.stop();
            server.restart().awaitReady();
            assertFalse(server.log().contains(secret.group(1)), "printed a second time");
            assertFalse(server.log().contains(id.group(1)), "printed a second time");
            admin.get("/api/v1/members").expect(200);
        }
    }

    @Test
    void aShortBootstrapSecretIsRefusedWithTheRemedy() throws Exception {
        Map<String, String> environment = new HashMap<>(Coalition.BOOTSTRAP);
        environment.put("ALARMCALL_BOOTSTRAP_ADMIN_CLIENT_SECRET", "too-short");
        try (ServerProcess server = ServerProcess.launch(folder.resolve("data"), environment)) {
            assertNotEquals(0, server.awaitExit(REFUSAL_LIMIT));
            assertTrue(server.log().contains("alarmcall.bootstrap.admin-client-secret"), server.log());
            assertFalse(server.log().contains("too-short"), "the secret is not printed: " + server.log());
        }
    }

    @Test
    void aSuperusersDatabaseIsRefusedWithTheRemedy() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        Map<String, String> environment = new HashMap<>(Coalition.BOOTSTRAP);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", TestPostgres.superuserPassword());
        try (ServerProcess server = ServerProcess.launch(folder.resolve("data"), environment)) {
            assertNotEquals(0, server.awaitExit(REFUSAL_LIMIT));
            assertTrue(server.log().contains("NOSUPERUSER"), server.log());
            assertTrue(server.log().contains("NOBYPASSRLS"), server.log());
        }
    }

    @Test
    void aKilledServersPostgresIsStoppedAndItsDataAreKept() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Coalition.BOOTSTRAP)) {
            Coalition coalition = new Coalition(server);
            coalition.collection("ivory");
            coalition.member("kept", "standard", "ivory");
            long orphan = server.postgres().orElseThrow().pid();
            server.kill();
            server.restart().awaitReady();
            assertNotEquals(orphan, server.postgres().orElseThrow().pid(), "the orphan was stopped");
            coalition.staff().get("/api/v1/members/kept").expect(200);
        }
    }

    private static Matcher printed(ServerProcess server, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(server.log());
        assertTrue(matcher.find(), "not printed: " + pattern + "\n" + server.log());
        return matcher;
    }
}
