package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RowSecurityTest {

    @Inject
    Clients clients;

    @Inject
    Nested nested;

    @Inject
    AuditLog audit;

    @Inject
    Directory directory;

    private final TestMembers members = TestMembers.here();

    @Test
    void aMembersTransactionSeesItsRowsAndNoOther() {
        ApiClient shop = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        assertEquals(Set.of(shop.clientId()), clients.seen(caller(shop)));
    }

    @Test
    void theSystemSeesAll() {
        ApiClient shop = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        assertEquals(true, clients.seen(Caller.system("test")).containsAll(Set.of(shop.clientId(), "admin")));
    }

    @Test
    void outsideOfATransactionNobodySeesAnything() {
        assertEquals(Set.of(), clients.seenWithoutTransaction(Caller.system("test")));
    }

    @Test
    void aCallInsideForAnotherCallerIsUndoneAfterIt() {
        ApiClient shop = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        assertEquals(Set.of(shop.clientId()), nested.seenAfterTheSystem(caller(shop)));
    }

    @Test
    void aTransactionWithoutACallerFails() {
        assertThrows(IllegalStateException.class, () -> clients.seenByNobody());
    }

    @Test
    void anAuditEntryNeedsATransaction() {
        assertThrows(
                RuntimeException.class,
                () -> audit.record(Caller.system("test"), "test.fail", null, "nothing", Map.of()));
    }

    private Caller caller(ApiClient client) {
        DirectorySnapshot.ClientRow row = directory.current().clients().get(client.clientId());
        assertEquals(true, row != null);
        return new Caller(row == null ? -1 : row.memberId(), client.member(), client.clientId(), false, Set.of(), null);
    }

    @Singleton
    @ActsAs
    static class Clients {

        private final Database database;

        Clients(Database database) {
            this.database = database;
        }

        @Transactional
        public Set<String> seen(Caller caller) {
            return read(database);
        }

        @Transactional
        public Set<String> seenByNobody() {
            return read(database);
        }

        public Set<String> seenWithoutTransaction(Caller caller) {
            return read(database);
        }

        static Set<String> read(Database database) {
            return database.call(connection -> {
                Set<String> ids = new TreeSet<>();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT id FROM api_client")) {
                    while (row.next()) {
                        ids.add(row.getString(1));
                    }
                }
                return ids;
            });
        }
    }

    @Singleton
    @ActsAs
    static class Nested {

        private final Clients clients;
        private final Database database;

        Nested(Clients clients, Database database) {
            this.clients = clients;
            this.database = database;
        }

        @Transactional
        public Set<String> seenAfterTheSystem(Caller caller) {
            clients.seen(Caller.system("test"));
            return Clients.read(database);
        }
    }
}
