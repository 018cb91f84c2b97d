package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.StartupRefused;
import org.alarmcall.testing.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Takes the administrators and the newest key away, as if the server had never started, and gives them back. */
@QuarkusTest
class FirstStartTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    Bootstrap bootstrap;

    @Inject
    SigningKeys keys;

    @Inject
    Directory directory;

    @Inject
    Database database;

    @BeforeEach
    void takeAway() {
        change("UPDATE api_client SET removed_at = '2000-01-01' WHERE removed_at IS NULL AND 'admin' = ANY (scopes)");
    }

    @AfterEach
    void giveBack() {
        change("UPDATE api_client SET removed_at = now() WHERE removed_at IS NULL AND 'admin' = ANY (scopes)");
        change("UPDATE api_client SET removed_at = NULL WHERE removed_at = '2000-01-01'");
        directory.refreshAndWait();
    }

    @Test
    void nodesThatStartAtOnceMakeOneAdministrator() throws Exception {
        List<Optional<Bootstrap.Made>> made =
                atOnce(() -> bootstrap.ensureAdmin(SYSTEM, Optional.empty(), Optional.empty()));
        assertEquals(1, made.stream().filter(Optional::isPresent).count());
        Bootstrap.Made first =
                made.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        new ApiClient(null, "coalition", first.clientId(), first.secret())
                .request()
                .get("/api/v1/members")
                .then()
                .statusCode(200);
    }

    @Test
    void nodesThatStartAtOnceMakeOneKey() throws Exception {
        String newest =
                "UPDATE signing_key SET verifies_until = now() + interval '1 hour' WHERE verifies_until IS NULL";
        change(newest);
        long before = count("SELECT count(*) FROM signing_key");
        atOnce(() -> {
            keys.ensure(SYSTEM);
            return true;
        });
        assertEquals(before + 1, count("SELECT count(*) FROM signing_key"));
    }

    @Test
    void aClientThatIsNamedIsMadeOnce() {
        String id = "named-" + System.nanoTime();
        Optional<Bootstrap.Made> made = bootstrap.ensureAdmin(SYSTEM, Optional.of(id), Optional.of("the named secret"));
        assertEquals(Optional.of(new Bootstrap.Made(id, "the named secret", false)), made);
        assertEquals(Optional.empty(), bootstrap.ensureAdmin(SYSTEM, Optional.of(id), Optional.of("the named secret")));
    }

    @Test
    void halfOfTheCredentialsIsRefused() {
        assertThrows(StartupRefused.class, () -> bootstrap.ensureAdmin(SYSTEM, Optional.of("id"), Optional.empty()));
        assertThrows(
                StartupRefused.class, () -> bootstrap.ensureAdmin(SYSTEM, Optional.of("a b"), Optional.of("secret")));
    }

    private static <T> List<T> atOnce(Callable<T> start) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> node : nodes.invokeAll(Collections.nCopies(4, start))) {
                results.add(node.get());
            }
            return results;
        } finally {
            nodes.shutdown();
        }
    }

    private void change(String sql) {
        database.run(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT set_config('alarmcall.member', 'all', true)");
                statement.execute("UPDATE directory_version SET version = version + 1");
                statement.execute(sql);
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private long count(String sql) {
        return database.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
