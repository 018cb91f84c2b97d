package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** PostgreSQL shows a member's transaction no other's numbers, also where a condition is forgotten. */
@QuarkusTest
class LedgerSecurityTest {

    private static final List<String> TABLES = List.of("impact_month", "impact_row", "impact_contribution");

    @Inject
    Tables tables;

    private final TestMembers members = TestMembers.here();

    @Test
    void aMemberSeesItsOwnRowsOnly() {
        for (int i = 0; i < 3; i++) {
            send(members.client(members.member(Trust.STANDARD), List.of(), Scope.IMPACT_WRITE));
        }
        Caller nobody = new Caller(Integer.MAX_VALUE, "nobody", "nobody", false, Set.of(), null);
        for (String table : TABLES) {
            assertEquals(3, tables.count(Caller.system("test"), table), table);
            assertEquals(0, tables.count(nobody, table), table);
        }
    }

    private static void send(ApiClient shop) {
        Map<String, Object> row = Map.of(
                "policyCategory", "ivory",
                "scanned", 1,
                "matched", 0,
                "confirmed", 0,
                "removed", 0,
                "removedBeforeView", 0,
                "fromSharedSignals", 0,
                "appeals", 0,
                "appealsUpheld", 0);
        shop.json(Map.of("rows", List.of(row)))
                .put("/api/v1/impact/2020-05")
                .then()
                .statusCode(200);
    }

    @Singleton
    @ActsAs
    static class Tables {

        private final Database database;

        Tables(Database database) {
            this.database = database;
        }

        @Transactional
        int count(Caller caller, String table) {
            return database.call(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT count(*) FROM " + table + " WHERE month = DATE '2020-05-01'")) {
                    row.next();
                    return row.getInt(1);
                }
            });
        }
    }
}
