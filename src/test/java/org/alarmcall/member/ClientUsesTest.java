package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestMembers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientUsesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    ClientUseRepository repository;

    @Inject
    Directory directory;

    @Inject
    Database database;

    private final TestMembers members = TestMembers.here();
    private final SetClock clock = new SetClock();
    private ApiClient client = members.admin();

    /** A clock that stands. */
    private static final class SetClock extends Clock {

        private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void aClientThatWasNeverUsed() {
        client = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        assertNull(lastUsed());
    }

    @Test
    void aTokenIsAUseAndARefusedOneIsNone() {
        new ApiClient(null, client.member(), client.clientId(), "wrong").requestToken();
        ApiClient other = members.client(client.member(), List.of(), Scope.FEED_READ);
        other.requestToken().then().statusCode(200);
        Await.until("the other's is written down", SOON, () -> lastUsed(other) != null);
        assertNull(lastUsed());
        client.requestToken().then().statusCode(200);
        Await.until("its own is, too", SOON, () -> lastUsed() != null);
    }

    @Test
    void aTokenWaitsForNobodyWhoHoldsTheTable() {
        database.run(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE client_use IN ACCESS EXCLUSIVE MODE");
                client.requestToken().then().statusCode(200);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
        Await.until("it is written down afterwards", SOON, () -> lastUsed() != null);
    }

    @Test
    void nodesTogetherWriteOnceAnHourAndAreLessThanAnHourBehind() {
        ClientUses one = new ClientUses(repository, clock);
        ClientUses two = new ClientUses(repository, clock);
        Instant first = clock.now;
        use(one);
        assertEquals(first, lastUsed());
        for (Duration later : List.of(Duration.ofMinutes(10), Duration.ofMinutes(40), Duration.ofMillis(3_599_999))) {
            clock.now = first.plus(later);
            use(one);
            use(two);
            assertEquals(first, lastUsed(), later.toString());
        }
        clock.now = first.plus(Duration.ofHours(1)); // the second has been told of the first's hour
        use(two);
        assertEquals(clock.now, lastUsed());
        Instant second = clock.now;
        clock.now = second.plusSeconds(1);
        use(one);
        assertEquals(second, lastUsed());
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNext() {
        ClientUses uses = new ClientUses(
                new ClientUseRepository(database) {
                    private boolean failed;

                    @Override
                    Map<String, Instant> write(Caller system, List<ClientUses.Use> uses, Duration step) {
                        if (!failed) {
                            failed = true;
                            throw new IllegalStateException("the test's database is away");
                        }
                        return repository.write(system, uses, step);
                    }
                },
                clock);
        use(uses);
        assertNull(lastUsed());
        uses.write();
        assertEquals(clock.now, lastUsed());
    }

    @Test
    void anotherMemberSeesNothingOfIt() {
        use(new ClientUses(repository, clock));
        ApiClient stranger = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        assertEquals(1, rowsSeenBy(client));
        assertEquals(0, rowsSeenBy(stranger));
    }

    private void use(ClientUses uses) {
        uses.note(row(client));
        uses.write();
    }

    private DirectorySnapshot.ClientRow row(ApiClient of) {
        return Objects.requireNonNull(directory.current().clients().get(of.clientId()));
    }

    private int rowsSeenBy(ApiClient viewer) {
        return database.call(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement name =
                            connection.prepareStatement("SELECT set_config('alarmcall.member', ?, true)");
                    PreparedStatement count =
                            connection.prepareStatement("SELECT count(*) FROM client_use WHERE client_id = ?")) {
                name.setString(1, Integer.toString(row(viewer).memberId()));
                name.execute();
                count.setString(1, client.clientId());
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private @Nullable Instant lastUsed() {
        return lastUsed(client);
    }

    private @Nullable Instant lastUsed(ApiClient of) {
        String at = members.admin()
                .request()
                .get("/api/v1/members/" + of.member() + "/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.clientId == '" + of.clientId() + "' }.lastUsedAt");
        return at == null ? null : Instant.parse(at);
    }
}
