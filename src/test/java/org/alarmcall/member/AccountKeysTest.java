package org.alarmcall.member;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountKeysTest {

    private final TestMembers members = TestMembers.here();
    private ApiClient member;

    @Inject
    Database database;

    @BeforeEach
    void aMember() {
        member = members.client(members.member(Trust.STANDARD), List.of(), Scope.SUBMISSIONS_WRITE);
    }

    @Test
    void membersGetTheSameKeyAndNoCacheKeepsIt() {
        ApiClient other = members.client(members.member(Trust.PROBATION), List.of(), Scope.SUBMISSIONS_WRITE);
        String key = keys(member).getString("items[0].key");
        assertEquals(32, Base64.getDecoder().decode(key).length);
        assertEquals(key, keys(other).getString("items[0].key"));
        member.request().get("/api/v1/account-keys").then().header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void aRotatedKeyIsStillGivenOutAndNotTheOneToReportWith() {
        JsonPath before = keys(member);
        members.admin()
                .request()
                .post("/api/v1/account-keys/rotate")
                .then()
                .statusCode(200)
                .body("version", equalTo(before.getInt("items[0].version") + 1))
                .body("current", equalTo(true))
                .body("validUntil", nullValue());
        JsonPath after = keys(member);
        assertEquals(before.getString("items[0].key"), after.getString("items[1].key"));
        assertEquals(List.of(true, false), after.getList("items.current").subList(0, 2));
        assertNotEquals(after.getString("items[0].key"), after.getString("items[1].key"));
    }

    @Test
    void rotationsAtTheSameTimeMakeAVersionEach() throws Exception {
        int before = keys(member).getInt("items[0].version");
        ApiClient admin = members.admin();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> rotations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rotations.add(threads.submit(() -> admin.request()
                    .post("/api/v1/account-keys/rotate")
                    .then()
                    .statusCode(200)
                    .extract()
                    .<Integer>path("version")));
        }
        List<Integer> versions = new ArrayList<>();
        for (Future<Integer> rotation : rotations) {
            versions.add(rotation.get());
        }
        threads.shutdown();
        assertEquals(
                List.of(before + 1, before + 2, before + 3, before + 4),
                versions.stream().sorted().toList());
    }

    @Test
    void theDatabaseHasThemSealed() {
        List<String> given = keys(member).getList("items.key");
        database.run(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT key FROM account_key")) {
                while (row.next()) {
                    String stored = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
                    for (String key : given) {
                        String plain = new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1);
                        assertFalse(stored.contains(plain));
                    }
                }
            }
        });
    }

    private static JsonPath keys(ApiClient client) {
        return client.request()
                .get("/api/v1/account-keys")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
