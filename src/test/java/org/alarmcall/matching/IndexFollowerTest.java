package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another node over the same database: its index, its files, and what happens to them. */
@QuarkusTest
class IndexFollowerTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final Duration NOW = Duration.ZERO;

    @Inject
    FeedLog log;

    @Inject
    Members members;

    @Inject
    LiveValues values;

    @Inject
    Database database;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final byte[] picture = new byte[32];
    private String slug;
    private ApiClient trusted;
    private FeedCopy copy;

    @BeforeEach
    void aCollectionWithAPicture() {
        ThreadLocalRandom.current().nextBytes(picture);
        TestMembers play = TestMembers.here();
        slug = play.collection();
        trusted = play.member(Trust.TRUSTED, slug, Access.READ_WRITE);
        copy = new FeedCopy(trusted, slug, "candidate");
        publish("first", picture);
    }

    @Test
    void itHoldsWhatIsLiveAndFollows() throws Exception {
        IndexFollower node = node();
        node.round();
        assertEquals(List.of(0), distances(node));

        publish("near", flipped(5));
        withdraw("first", picture);
        node.round();
        assertEquals(List.of(5), distances(node));
        assertEquals(0, rebuilds());
    }

    @Test
    void aRestartGoesOnFromItsFile() throws Exception {
        IndexFollower before = node();
        before.round();
        before.stop(new ShutdownEvent());
        publish("near", flipped(5));

        IndexFollower after = node();
        after.round();
        assertEquals(List.of(0, 5), distances(after));
        assertEquals(0, rebuilds());
    }

    @Test
    void aDamagedFileIsNotBelieved() throws Exception {
        IndexFollower before = node();
        before.round();
        before.stop(new ShutdownEvent());
        byte[] saved = Files.readAllBytes(file(slug));
        for (int at = 0; at < saved.length; at += 7) {
            byte[] damaged = saved.clone();
            damaged[at] ^= 4;
            Files.write(file(slug), damaged);
            assertNull(files().load(slug, Runnable::run), "byte " + at);
        }
        for (int length = 0; length < saved.length; length += 7) {
            Files.write(file(slug), java.util.Arrays.copyOf(saved, length));
            assertNull(files().load(slug, Runnable::run), "length " + length);
        }
        IndexFollower after = node();
        after.round();
        assertEquals(List.of(0), distances(after));
    }

    @Test
    void aFileOfAnotherFeedIsNotBelieved() throws Exception {
        String other = slug;
        aCollectionWithAPicture();
        IndexFollower before = node();
        before.round();
        before.stop(new ShutdownEvent());
        CollectionIndex theirs = Objects.requireNonNull(files().load(other, Runnable::run));
        files().save(slug, theirs.moment());

        IndexFollower after = node();
        after.round();
        assertEquals(List.of(0), distances(after));
        assertEquals(1, rebuilds());
    }

    @Test
    void aFileThatHoldsAnythingElseThanTheFeedIsNotBelieved() throws Exception {
        CollectionIndex forged = new CollectionIndex(Runnable::run);
        FeedLog.Changes changes = log.changes(SYSTEM, collection(), CollectionIndex.TYPES, 0, "0".repeat(64), 1);
        forged.apply(new FeedLog.Changes(
                changes.next(), changes.chain(), List.of(new FeedLog.Change("image_pdq", flipped(1), true))));
        files().save(slug, forged.moment());

        IndexFollower node = node();
        node.round();
        assertEquals(List.of(0), distances(node));
        assertEquals(1, rebuilds());
    }

    /** As a database that is put back to an older state and has come to the same position by another way. */
    @Test
    void aFeedThatWasWrittenAnewIsFollowedAnew() throws Exception {
        publish("second", flipped(5));
        IndexFollower node = node();
        node.round();
        assertEquals(List.of(0, 5), distances(node));

        int id = collection().id();
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    for (String statement : List.of(
                            "UPDATE feed_head SET position = 0, chain = decode(repeat('00', 32), 'hex') WHERE collection_id = ?",
                            "DELETE FROM feed_entry WHERE collection_id = ?",
                            "DELETE FROM feed_live WHERE collection_id = ?",
                            "DELETE FROM feed_digest WHERE collection_id = ?",
                            "INSERT INTO feed_change (collection_id, kind, subject_id)"
                                    + " SELECT collection_id, 'indicator', id FROM indicator WHERE collection_id = ?")) {
                        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                            prepared.setInt(1, id);
                            prepared.executeUpdate();
                        }
                    }
                }));
        Await.until("the feed is written anew", Duration.ofSeconds(60), () -> head(id) >= 2);
        node.round();
        assertEquals(List.of(0, 5), distances(node));
        assertEquals(1, rebuilds());
    }

    private long head(int collectionId) {
        return database.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT position FROM feed_head WHERE collection_id = ?")) {
                statement.setInt(1, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Test
    void aNodeThatIsBehindGivesNothingThatHasLeftAndMissesNothingThatIsEqual() {
        publish("near", flipped(5));
        publish("far", flipped(9));
        IndexFollower node = node();
        node.round();
        withdraw("near", flipped(5));
        publish("equal", flipped(20));

        assertEquals(List.of(0, 9), matches(node, picture));
        assertEquals(List.of(0, 9), nearest(node, false));
        assertEquals(List.of(9, 9), nearest(node, true));
        assertEquals(0, matches(node, flipped(20)).get(0));
    }

    @Test
    void aNodeThatIsNotInStepSaysSoAndStillFindsWhatIsEqual() {
        IndexFollower node = node();
        ProblemException refused = assertThrows(ProblemException.class, () -> matches(node, picture));
        assertEquals(Problem.UNAVAILABLE, refused.problem());
        assertNotNull(refused.headers().get("Retry-After"));

        Matching.Query exactly = new Matching.Query(Fingerprint.of(FingerprintType.IMAGE_PDQ, picture), 0);
        assertEquals(
                1,
                matching(node)
                        .lookup(SYSTEM, collection(), List.of(exactly))
                        .get(0)
                        .matches()
                        .size());
    }

    private Matching matching(IndexFollower node) {
        return new Matching(node, new SearchTurns(config()), values, config());
    }

    private List<Integer> matches(IndexFollower node, byte[] value) {
        Matching.Query query = new Matching.Query(Fingerprint.of(FingerprintType.IMAGE_PDQ, value), 31);
        return matching(node).lookup(SYSTEM, collection(), List.of(query)).get(0).matches().stream()
                .map(Matching.Match::distance)
                .toList();
    }

    /** Of the picture, and of one beside it. */
    private List<Integer> nearest(IndexFollower node, boolean excludeSelf) {
        List<Fingerprint> asked = List.of(
                Fingerprint.of(FingerprintType.IMAGE_PDQ, picture),
                Fingerprint.of(FingerprintType.IMAGE_PDQ, flipped(18)));
        return matching(node).nearest(SYSTEM, collection(), asked, excludeSelf).stream()
                .map(answer -> Objects.requireNonNull(answer.nearest()).distance())
                .toList();
    }

    private void withdraw(String reference, byte[] value) {
        trusted.request()
                .delete("/api/v1/collections/" + slug + "/listings/" + reference)
                .then()
                .statusCode(204);
        copy.left(hex(value));
    }

    private IndexFollower node() {
        return new IndexFollower(log, members, files(), config(), metrics);
    }

    private IndexFiles files() {
        return new IndexFiles(folder);
    }

    private Path file(String collection) {
        return folder.resolve(collection + ".bin");
    }

    private CollectionRef collection() {
        return members.visible(SYSTEM, slug);
    }

    private double rebuilds() {
        return metrics.get("alarmcall.matching.rebuilds").counter().count();
    }

    /** Of the live values from the picture, as the node has them in memory. */
    private List<Integer> distances(IndexFollower node) {
        @Nullable CollectionIndex index = node.index(collection(), NOW);
        assertNotNull(index);
        NearIndex pictures = Objects.requireNonNull(index).of(FingerprintType.IMAGE_PDQ);
        Hits hits = pictures.searcher(10).within(31, picture);
        return java.util.stream.IntStream.range(0, hits.size())
                .mapToObj(hits::distance)
                .toList();
    }

    private void publish(String reference, byte[] value) {
        TestListings.submit(
                trusted,
                slug,
                TestListings.with(
                        TestListings.listing(reference),
                        "indicators",
                        List.of(Map.of("type", "image_pdq", "value", hex(value), "quality", 90))));
        copy.holds(hex(value));
    }

    private byte[] flipped(int bits) {
        byte[] changed = picture.clone();
        for (int bit = 0; bit < bits; bit++) {
            changed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return changed;
    }

    private static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }

    private static MatchingConfig config() {
        return new MatchingConfig() {
            @Override
            public Duration pollInterval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration rebuildPause() {
                return Duration.ZERO;
            }

            @Override
            public Duration saveInterval() {
                return Duration.ofHours(1);
            }

            @Override
            public long savePositions() {
                return Long.MAX_VALUE;
            }

            @Override
            public int searchesAtATime() {
                return 1;
            }

            @Override
            public int searchesPerClient() {
                return 1;
            }

            @Override
            public Duration nearestTime() {
                return Duration.ofSeconds(10);
            }

            @Override
            public Duration searchTime() {
                return Duration.ofSeconds(5);
            }
        };
    }
}
