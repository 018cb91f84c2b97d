package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.TestPostgres;
import org.alarmcall.testing.ListingBody;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Where a subject came into the feed for the first time is kept for good. */
@QuarkusTest
class FirstPublishedTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    Feed feed;

    @Inject
    Members members;

    @Test
    void itStaysWhenASubjectLeavesAndComesBack() {
        FeedPlay play = new FeedPlay();
        String value = ListingBody.md5();
        String other = ListingBody.md5();
        play.submit(play.trusted, "ad-1", value);
        play.awaitHead(1);
        play.submit(play.trusted, "ad-2", other);
        play.awaitHead(2);
        play.withdraw(play.trusted, "ad-1");
        play.awaitHead(3);
        play.submit(play.trusted, "ad-3", value);
        play.awaitHead(4);

        List<UUID> ids = play.pull(Map.of()).jsonPath().<String>getList("entries.indicator.id").stream()
                .map(UUID::fromString)
                .distinct()
                .toList();
        assertEquals(
                Map.of(ids.get(0), 1L, ids.get(1), 2L),
                feed.firstPublished(
                        SYSTEM,
                        collectionId(play.collection),
                        "indicator",
                        List.of(ids.get(0), ids.get(1), UUID.randomUUID())));
        assertEquals(Map.of(), feed.firstPublished(SYSTEM, collectionId(play.collection), "tactic", ids));
        assertEquals(Map.of(), feed.firstPublished(SYSTEM, collectionId(new FeedPlay().collection), "indicator", ids));
    }

    @Test
    void aFeedThatIsOlderThanTheTablesIsTakenOverAndJudgedAnew() throws Exception {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        migrate(database, "20261124100600");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO feed_entry (collection_id, position, at, kind, type, subject_id, tier, tier_before,
                        payload, chain)
                    SELECT collection_id, position, now(), 'indicator', 'image_md5',
                        ('00000000-0000-4000-8000-00000000000' || subject)::uuid, tier, tier_before, '{}', ''
                    FROM (VALUES (1, 1, 1, 1, 0), (1, 2, 2, 2, 0), (1, 3, 1, 0, 1), (1, 4, 1, 3, 0), (1, 5, 1, 2, 3),
                        (2, 1, 2, 1, 0)) AS t(collection_id, position, subject, tier, tier_before)
                    """);
            migrate(database, "20261125100100");
            assertEquals("1:1@1 1:2@2 2:2@1", text(statement, """
                    SELECT string_agg(collection_id || ':' || right(subject_id::text, 1) || '@' || position, ' '
                        ORDER BY collection_id, subject_id) FROM feed_first
                    """));

            statement.execute("""
                    INSERT INTO family (collection_id, id, type, medoid_id, medoid, size)
                    SELECT collection_id, gen_random_uuid(), 'image_pdq', subject_id, '', count(*) OVER (PARTITION BY collection_id)
                    FROM feed_first WHERE subject_id = '00000000-0000-4000-8000-000000000002'
                    """);
            statement.execute("""
                    INSERT INTO family_member (collection_id, indicator_id, family_id, type, value)
                    SELECT f.collection_id, f.subject_id, family.id, 'image_pdq', ''
                    FROM feed_first f JOIN family USING (collection_id)
                    """);
            statement.execute("""
                    INSERT INTO feed_live (collection_id, kind, subject_id, position, type, tier, digest_key, body_hash,
                        expires_at)
                    VALUES (2, 'indicator', '00000000-0000-4000-8000-000000000002', 1, 'image_pdq', 1, '', '', '2030-01-07Z')
                    """);
            migrate(database, "20261125100110");
            assertEquals(
                    "1@1 2@1",
                    text(
                            statement,
                            "SELECT string_agg(collection_id || '@' || first, ' ' ORDER BY collection_id) FROM family"));
            assertEquals("t", text(statement, "SELECT changes_at = expires_at FROM feed_live"));
            assertEquals("2", text(statement, "SELECT string_agg(collection_id::text, ' ') FROM feed_change"));
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void migrate(TestPostgres.Database database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .target(target)
                .load()
                .migrate();
    }

    private int collectionId(String slug) {
        return members.collections(SYSTEM).stream()
                .filter(collection -> collection.slug().equals(slug))
                .findAny()
                .orElseThrow()
                .id();
    }
}
