package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written of readers that pass withdrawals. The collections are nobody's: no sequencer or reader comes by. */
@QuarkusTest
class ReceiptTablesTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final AtomicLong COLLECTIONS =
            new AtomicLong(1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000));

    @Inject
    CursorRepository cursors;

    @Inject
    ReceiptRepository receipts;

    @Inject
    Database database;

    private int collection;

    @BeforeEach
    void aCollection() {
        collection = (int) COLLECTIONS.incrementAndGet();
    }

    @Test
    void aStepIsKeptWhenItPassesAWithdrawal() {
        withdrawals(1, 15, 25);
        cursors.write(SYSTEM, List.of(served("a", 1, 10, 1)));
        cursors.write(SYSTEM, List.of(served("a", 1, 14, 2), served("b", 2, 40, 2)));
        cursors.write(
                SYSTEM,
                List.of(served("a", 1, 20, 3).then(served("a", 1, 22, 4)).then(served("a", 1, 30, 5))));
        assertEquals(List.of("a 14-20", "a 22-30", "b 0-40"), passages());

        cursors.write(SYSTEM, List.of(held("a", 1, 21, 6)));
        assertEquals(List.of("a 14-20 said 6", "a 22-30", "b 0-40"), passages());
        cursors.write(SYSTEM, List.of(held("a", 1, 30, 7).then(held("a", 1, 30, 8)), held("b", 2, 39, 8)));
        assertEquals(List.of("a 14-20 said 6", "a 22-30 said 7", "b 0-40"), passages());
        cursors.write(SYSTEM, List.of(held("a", 1, 0, 9).then(served("a", 1, 30, 9))));
        assertEquals(List.of("a 14-20 said 6", "a 22-30 said 7", "b 0-40"), passages(), "read again");
    }

    @Test
    void stepsOfOneClientByManyNodesDoNotOverlap() {
        withdrawals(1, LongStream.rangeClosed(1, 2_000).toArray());
        cursors.write(SYSTEM, List.of(served("a", 1, 0, 0)));
        IntStream.range(0, 8).parallel().forEach(node -> {
            for (int round = 0; round < 20; round++) {
                long position = ThreadLocalRandom.current().nextLong(1, 1_990);
                cursors.write(
                        SYSTEM,
                        List.of(
                                served("a", 1, position, round).then(served("a", 1, position + 10, round)),
                                served("b" + round, 2, position, round)));
            }
        });
        List<String> steps =
                passages().stream().filter(passage -> passage.startsWith("a ")).toList();
        assertTrue(steps.size() > 1);
        long before = 0;
        for (String step : steps) {
            String[] ends = step.substring(2).split("-");
            assertEquals(before, Long.parseLong(ends[0]), steps.toString());
            before = Long.parseLong(ends[1]);
        }
    }

    @Test
    void aMembersTransactionSeesItsOwnReadersWhateverTheQueryForgets() {
        withdrawals(1, 15);
        cursors.write(SYSTEM, List.of(served("a", 1, 10, 1), served("b", 2, 10, 1)));
        Caller one = new Caller(1, "one", "a", false, Set.of(Scope.FEED_READ), null);
        assertEquals(Set.of("a"), holders(one));
        assertEquals(Set.of("a", "b"), holders(SYSTEM));
    }

    @Test
    void whatIsOldGoesAndWhatIsNotStays() {
        withdrawals(100, 10, 11);
        withdrawals(200, 20, 21);
        for (String client : List.of("a", "b")) {
            cursors.write(
                    SYSTEM,
                    List.of(served(client, 1, 5, 1)
                            .then(served(client, 1, 10, 2))
                            .then(served(client, 1, 15, 2))
                            .then(served(client, 1, 20, 2))));
        }
        assertEquals(6, passages().size());

        assertFalse(receipts.purge(SYSTEM, collection, Instant.ofEpochSecond(100)));
        assertEquals(6, passages().size());
        assertFalse(receipts.purge(SYSTEM, collection, Instant.ofEpochSecond(150)));
        assertEquals(List.of("a 10-15", "a 15-20", "b 10-15", "b 15-20"), passages());
        assertEquals(
                List.of(21L, 20L),
                receipts.newest(SYSTEM, collection, null, Long.MAX_VALUE, Instant.EPOCH, 10, false).stream()
                        .map(withdrawn -> withdrawn.withdrawal().position())
                        .toList());
        assertFalse(receipts.purge(SYSTEM, collection, Instant.ofEpochSecond(300)));
        assertEquals(List.of(), passages());
    }

    @Test
    void aFeedThatIsOlderThanReceiptsGetsItsWithdrawalsFromItsLog() throws Exception {
        TestPostgres.Database old = TestPostgres.freshDatabase();
        migrate(old, "20261125100100");
        try (Connection connection = old.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO feed_entry (collection_id, position, at, kind, type, subject_id, tier, tier_before,
                        payload, chain)
                    SELECT collection_id, position, now(), 'indicator', 'image_md5',
                        ('00000000-0000-4000-8000-00000000000' || subject)::uuid, tier, tier_before, '{}', ''
                    FROM (VALUES (1, 1, 1, 1, 0), (1, 2, 2, 2, 0), (1, 3, 1, 2, 1), (1, 4, 1, 0, 2), (1, 5, 1, 3, 0),
                        (1, 6, 2, 0, 2), (1, 7, 1, 0, 3), (1, 8, 1, 1, 0), (2, 1, 2, 1, 0))
                        AS t(collection_id, position, subject, tier, tier_before);
                    INSERT INTO feed_first VALUES
                        (1, 'indicator', '00000000-0000-4000-8000-000000000001', 1),
                        (1, 'indicator', '00000000-0000-4000-8000-000000000002', 2);
                    INSERT INTO feed_cursor VALUES (1, 'a', 1, 3, 5, '2026-11-20T09:30:00Z')
                    """);
            migrate(old, "20261125100200");
            assertEquals(
                    "1@4-1 1@6-2 1@7-5",
                    text(
                            statement,
                            "SELECT string_agg(collection_id || '@' || position || '-' || entered, ' ' ORDER BY position)"
                                    + " FROM feed_withdrawal"));
            assertEquals(
                    "1 8, 2 -",
                    text(
                            statement,
                            "SELECT string_agg(right(subject_id::text, 1) || ' ' || coalesce(latest::text, '-'), ', '"
                                    + " ORDER BY subject_id) FROM feed_first"));
            statement.execute("SELECT set_config('alarmcall.member', 'all', false)");
            assertEquals(
                    "3 5 5 true",
                    text(
                            statement,
                            "SELECT position || ' ' || given || ' ' || served || ' ' || (position_at = at AND served_at = at)"
                                    + " FROM feed_cursor"));
        }
    }

    private static void migrate(TestPostgres.Database database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .target(target)
                .load()
                .migrate();
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Set<String> holders(Caller caller) {
        return receipts.newest(caller, collection, null, Long.MAX_VALUE, Instant.EPOCH, 10, false).stream()
                .flatMap(withdrawn -> withdrawn.holdings().stream())
                .map(Holding::clientId)
                .collect(Collectors.toSet());
    }

    private void withdrawals(long second, long... positions) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO feed_withdrawal (collection_id, position, at, entered)
                    SELECT ?, position, to_timestamp(?), 1 FROM unnest(?) AS position
                    """)) {
                statement.setInt(1, collection);
                statement.setLong(2, second);
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "bigint", LongStream.of(positions).boxed().toArray()));
                statement.executeUpdate();
            }
        });
    }

    private Moves served(String client, int member, long position, long second) {
        return Moves.served(new Moves.Key(collection, client), member, position, Instant.ofEpochSecond(second));
    }

    private Moves held(String client, int member, long position, long second) {
        return Moves.held(new Moves.Key(collection, client), member, position, Instant.ofEpochSecond(second));
    }

    /** {@code client from-to}, and when it said so. */
    private List<String> passages() {
        return database.call(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement caller =
                            connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                    PreparedStatement statement = connection.prepareStatement("""
                            SELECT client_id || ' ' || from_position || '-' || to_position
                                || coalesce(' said ' || extract(epoch FROM said_at)::bigint, '')
                            FROM feed_passage WHERE collection_id = ? ORDER BY client_id, to_position
                            """)) {
                caller.execute();
                statement.setInt(1, collection);
                List<String> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
                return found;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }
}
