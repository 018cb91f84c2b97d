package org.alarmcall.matching;

import static org.alarmcall.matching.FamilyPlay.flipped;
import static org.alarmcall.matching.FamilyPlay.picture;
import static org.alarmcall.matching.FamilyPlay.text;
import static org.alarmcall.matching.FamilyPlay.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Families as readers of the feed see them. */
@QuarkusTest
class FamilyKeeperTest {

    private static final Caller TEST = Caller.system("test");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    FamilyKeeper keeper;

    @Inject
    Members members;

    @Inject
    Database database;

    private static final class Crash extends RuntimeException {}

    private FamilyPlay play;

    @BeforeEach
    void play() {
        play = new FamilyPlay();
    }

    @Test
    void nearDuplicatesGetOneClusterAndOthersNone() {
        byte[] one = picture();
        byte[] near = flipped(one, 0, 31);
        byte[] other = picture();
        play.publish(one, other);
        play.awaitLive(2);
        assertEquals("null", play.cluster(one));

        play.publish(near);
        play.awaitFamily(one, near);
        assertEquals("null", play.cluster(other));
    }

    @Test
    void textsHaveFamiliesToo() {
        byte[] one = text();
        byte[] near = flipped(one, 100, 10);
        byte[] other = text();
        play.publish(one, near, other);
        play.awaitFamily(one, near);
        assertEquals("null", play.cluster(other));
    }

    @Test
    void theIdStaysWhenTheMedoidIsWithdrawnAndWhenOneIsLeft() {
        byte[] one = picture();
        byte[] two = flipped(one, 0, 10);
        byte[] three = flipped(one, 20, 10);
        play.publish(one, two, three);
        String family = play.awaitFamily(one, two, three);

        byte[] medoid = medoid(family);
        List<byte[]> rest = new ArrayList<>(List.of(one, two, three));
        rest.removeIf(picture -> wire(picture).equals(wire(medoid)));
        play.withdraw(medoid);
        assertEquals(family, play.awaitFamily(rest.toArray(byte[][]::new)));
        awaitSize(family, 2);
        assertNotEquals(wire(medoid), wire(medoid(family)));

        play.withdraw(rest.get(0));
        awaitSize(family, 1);
        assertEquals(family, play.awaitFamily(rest.get(1)));

        play.withdraw(rest.get(1));
        awaitSize(family, 0);
        play.publish(one, two);
        assertNotEquals(family, play.awaitFamily(one, two));
    }

    @Test
    void aMemberThatIsWithdrawnAndComesBackIsInItsFamilyAgain() {
        byte[] one = picture();
        byte[] two = flipped(one, 0, 10);
        byte[] three = flipped(one, 0, 5);
        play.publish(one, two, three);
        String family = play.awaitFamily(one, two, three);
        play.withdraw(three);
        awaitSize(family, 2);
        play.publish(three);
        assertEquals(family, play.awaitFamily(one, two, three));
    }

    @Test
    void theEndsOfAChainShareTheMiddleAsMedoid() {
        byte[] a = picture();
        byte[] b = flipped(a, 0, 25);
        byte[] c = flipped(a, 0, 50);
        play.publish(a, c);
        play.awaitLive(2);
        play.publish(b);
        play.awaitFamily(a, b, c);
    }

    @Test
    void aChangeOfSizeIsNoEntryForTheOthers() {
        byte[] one = picture();
        byte[] two = flipped(one, 0, 4);
        play.publish(one, two);
        play.awaitFamily(one, two);
        byte[] three = flipped(one, 0, 2);
        play.publish(three);
        play.awaitFamily(one, two, three);
        awaitSettled();

        for (byte[] picture : List.of(one, two)) {
            List<String> clusters = play.entries().stream()
                    .filter(entry -> entry.getKey().equals(wire(picture)))
                    .map(Map.Entry::getValue)
                    .toList();
            assertEquals(clusters.stream().distinct().toList(), clusters, "each entry says something new");
            assertTrue(clusters.size() <= 2, clusters.toString());
        }
    }

    @Test
    void familiesAreOfOneCollectionOnly() {
        byte[] one = picture();
        byte[] near = flipped(one, 0, 5);
        FamilyPlay other = new FamilyPlay();
        play.publish(one);
        other.publish(near);
        play.awaitLive(1);
        other.awaitLive(1);
        awaitSettled();
        awaitSettled(other);
        assertEquals("null", play.cluster(one));
        assertEquals("null", other.cluster(near));
    }

    @Test
    void manyKeepersAtOnceDoWhatOneWouldDo() {
        List<byte[]> seeds = IntStream.range(0, 40).mapToObj(i -> picture()).toList();
        List<byte[]> all = new ArrayList<>();
        for (byte[] seed : seeds) {
            for (int i = 0; i < 10; i++) {
                all.add(flipped(seed, i * 20, 1 + ThreadLocalRandom.current().nextInt(14)));
            }
        }
        CollectionRef collection = collection(play);
        List<CompletableFuture<Void>> keepers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 200; round++) {
                        keeper.keep(TEST, collection);
                    }
                }))
                .toList();
        for (int from = 0; from < all.size(); from += 50) {
            play.publish(all.subList(from, from + 50).toArray(byte[][]::new));
        }
        CompletableFuture.allOf(keepers.toArray(CompletableFuture[]::new)).join();

        for (byte[] seed : seeds) {
            play.awaitFamily(all.subList(seeds.indexOf(seed) * 10, seeds.indexOf(seed) * 10 + 10)
                    .toArray(byte[][]::new));
        }
        awaitSettled();
        assertWhole();
        Set<String> said = new HashSet<>();
        play.entries().forEach(entry -> assertTrue(said.add(entry.toString()), "said twice: " + entry));
    }

    @Test
    void aBatchThatIsRolledBackLeavesNothingAndIsDoneAgain() {
        byte[] one = picture();
        byte[] near = flipped(one, 0, 5);
        CollectionRef collection = collection(play);
        keeper.head(TEST, collection);
        assertThrows(
                Crash.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    keeper.keep(TEST, collection); // the lock is ours from here on
                    play.publish(one, near);
                    play.awaitLive(2);
                    Await.until("the index has them", PATIENCE, () -> keeper.keep(TEST, collection));
                    assertEquals(2, count("family_member"));
                    throw new Crash();
                }));
        play.awaitFamily(one, near);
        awaitSettled();
        assertWhole();
        assertEquals(1, count("family"));
        assertEquals(4, play.entries().size());
    }

    @Test
    void afterTheFeedWasRewoundFamiliesAreMadeAgainAndKeepTheirIds() {
        byte[] one = picture();
        byte[] two = flipped(one, 0, 5);
        byte[] lost = picture();
        byte[] lostToo = flipped(lost, 0, 5);
        play.publish(one, two, lost, lostToo);
        String family = play.awaitFamily(one, two);
        String lostFamily = play.awaitFamily(lost, lostToo);
        awaitSettled();
        QuarkusTransaction.requiringNew().run(() -> {
            keeper.keep(TEST, collection(play));
            update("DELETE FROM family_member WHERE collection_id = ? AND family_id = '" + lostFamily + "'");
            update("DELETE FROM family WHERE collection_id = ? AND id = '" + lostFamily + "'");
            update("INSERT INTO family_member SELECT collection_id, gen_random_uuid(), family_id, type, '\\x"
                    + HexFormat.of().formatHex(flipped(one, 50, 3))
                    + "' FROM family_member WHERE collection_id = ? LIMIT 1");
            update("UPDATE family SET size = size + 1 WHERE collection_id = ?");
            update("UPDATE family_head SET chain = decode(repeat('11', 32), 'hex') WHERE collection_id = ?");
        });
        play.publish(picture()); // noticed when the feed moves

        Await.until("the lost family is found again", PATIENCE, () -> {
            String found = play.cluster(lost);
            return found != null && !found.equals(lostFamily) && found.equals(play.cluster(lostToo));
        });
        awaitSettled();
        assertEquals(family, play.awaitFamily(one, two));
        awaitSize(family, 2);
        assertWhole();
    }

    /** Every family has the size that it says, and its medoid is one of it. */
    private void assertWhole() {
        assertEquals(0, number("""
                SELECT count(*) FROM family f WHERE collection_id = ? AND (
                    size <> (SELECT count(*) FROM family_member m
                        WHERE m.collection_id = f.collection_id AND m.family_id = f.id)
                    OR NOT EXISTS (SELECT FROM family_member m WHERE m.collection_id = f.collection_id
                        AND m.indicator_id = f.medoid_id AND m.family_id = f.id AND m.value = f.medoid))
                """));
        assertEquals(0, number("""
                SELECT count(*) FROM family_member m WHERE collection_id = ? AND NOT EXISTS (
                    SELECT FROM family f WHERE f.collection_id = m.collection_id AND f.id = m.family_id)
                """));
    }

    private void awaitSettled() {
        awaitSettled(play);
    }

    /** Nothing is touched, and the families are as far as the feed. */
    private void awaitSettled(FamilyPlay of) {
        int id = collection(of).id();
        Await.until("the families are as far as the feed", PATIENCE, () -> number(id, """
                SELECT count(*) FROM feed_head f JOIN family_head m USING (collection_id)
                WHERE collection_id = ? AND f.position = m.position
                    AND NOT EXISTS (SELECT FROM family_due d WHERE d.collection_id = f.collection_id)
                    AND NOT EXISTS (SELECT FROM feed_change c WHERE c.collection_id = f.collection_id)
                """) == 1);
    }

    private void awaitSize(String family, int size) {
        Await.until(
                "a family of " + size,
                PATIENCE,
                () -> number("SELECT coalesce((SELECT size FROM family WHERE collection_id = ? AND id = '" + family
                                + "'), 0)")
                        == size);
    }

    private byte[] medoid(String family) {
        return database.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT medoid FROM family WHERE id = ?::uuid")) {
                statement.setString(1, family);
                try (ResultSet row = statement.executeQuery()) {
                    assertTrue(row.next());
                    return row.getBytes(1);
                }
            }
        });
    }

    private long count(String table) {
        return number("SELECT count(*) FROM " + table + " WHERE collection_id = ?");
    }

    private long number(String sql) {
        return number(collection(play).id(), sql);
    }

    private long number(int collectionId, String sql) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    assertTrue(row.next());
                    return row.getLong(1);
                }
            }
        });
    }

    private void update(String sql) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, collection(play).id());
                statement.executeUpdate();
            }
        });
    }

    private CollectionRef collection(FamilyPlay of) {
        return members.collections(TEST).stream()
                .filter(collection -> collection.slug().equals(of.collection))
                .findFirst()
                .orElseThrow();
    }
}
