package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alarmcall.matching.BruteForce.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HammingIndexTest {

    /** So small that some thousand codes go through every kind of merge. */
    static final CodeSet.Thresholds SMALL = new CodeSet.Thresholds(64, 3, 1_000);

    private static final int ALL = Integer.MAX_VALUE / 2;

    private final SplittableRandom random = Seed.random();

    /** Sets of every kind and of sizes that lead to different layouts. */
    static Stream<long[]> sets() {
        HashSets sets = new HashSets(Seed.get());
        return Stream.concat(
                IntStream.of(1, 63, 64, 65, 700, 5_000, 70_000)
                        .boxed()
                        .flatMap(size -> Stream.of(sets.random(size), sets.clustered(size))),
                Stream.of(sets.halfConstant(20_000), sets.crowded(3_000)));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aLoadedIndexFindsWhatBruteForceFinds(long[] set) {
        HammingIndex index = loaded(set);
        BruteForce expected = new BruteForce();
        for (int i = 0; i < set.length / 4; i++) {
            expected.codes.add(BruteForce.code(set, i));
        }
        assertEquals(expected.codes.size(), index.size());
        assertSame(expected, index, set, 40);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void anIndexThatGrewAndShrankFindsWhatBruteForceFinds(long[] set) {
        HammingIndex index = new HammingIndex(SMALL, Runnable::run);
        BruteForce expected = new BruteForce();
        for (int i = 0; i < Math.min(5_000, set.length / 4); i++) {
            List<Long> code = BruteForce.code(set, i);
            assertEquals(expected.codes.add(code), add(index, code));
            if (i % 3 == 0) {
                List<Long> gone = BruteForce.code(set, random.nextInt(i + 1));
                assertEquals(expected.codes.remove(gone), remove(index, gone));
            }
        }
        assertEquals(expected.codes.size(), index.size());
        assertSame(expected, index, set, 40);
        for (List<Long> code : List.copyOf(expected.codes)) {
            assertTrue(remove(index, code));
        }
        assertEquals(0, index.size());
        expected.codes.clear();
        assertSame(expected, index, set, 10);
    }

    @Test
    void anExecutorThatTakesNoMoreMergesLeavesThemToTheWriter() {
        HammingIndex index = new HammingIndex(SMALL, task -> {
            throw new RejectedExecutionException("closed");
        });
        long[] set = new HashSets(random.nextLong()).clustered(5_000);
        BruteForce expected = new BruteForce();
        for (int i = 0; i < set.length / 4; i++) {
            List<Long> code = BruteForce.code(set, i);
            assertEquals(expected.codes.add(code), add(index, code));
        }
        assertSame(expected, index, set, 40);
    }

    /** Bands so wide that radii of two are needed are made for millions only; here they are asked for. */
    @Test
    void everyWidthOfBandsFindsWhatBruteForceFinds() {
        long[] set = new HashSets(random.nextLong()).clustered(3_000);
        for (int width : new int[] {6, 8, 11, 13, 16, 19, 20}) {
            HammingIndex index = new HammingIndex(
                    CodeSet.Thresholds.USUAL, codes -> new Bands(codes, new BandLayout(width)), Runnable::run);
            load(index, set);
            BruteForce expected = new BruteForce();
            for (int i = 0; i < set.length / 4; i++) {
                expected.codes.add(BruteForce.code(set, i));
            }
            assertSame(expected, index, set, 30);
        }
    }

    @Test
    void whatIsPlantedAtEveryDistanceIsFoundUpToThirtyOne() {
        long[] set = new HashSets(random.nextLong()).random(100_000);
        HammingSearcher loaded = loaded(set).searcher(ALL);
        HammingIndex grown = new HammingIndex(SMALL, Runnable::run);
        for (int i = 0; i < 5_000; i++) {
            add(grown, BruteForce.code(set, i));
        }
        HammingSearcher searcher = grown.searcher(ALL);
        for (int distance = 0; distance <= 32; distance++) {
            for (int i = 0; i < 50; i++) {
                List<Long> code = BruteForce.code(set, random.nextInt(5_000));
                long[] query = BruteForce.flipped(code, distance, random);
                for (int max : new int[] {31, distance, distance - 1}) {
                    if (max >= 0 && max <= 31) {
                        Found planted = new Found(distance, code.toString());
                        assertEquals(distance <= max, found(loaded, max, query).contains(planted));
                        assertEquals(
                                distance <= max, found(searcher, max, query).contains(planted));
                    }
                }
            }
        }
    }

    @Test
    void theNearestIsAnother() {
        long[] set = new HashSets(random.nextLong()).clustered(20_000);
        HammingIndex index = loaded(set);
        HammingSearcher searcher = index.searcher(10);
        BruteForce expected = new BruteForce();
        for (int i = 0; i < set.length / 4; i++) {
            expected.codes.add(BruteForce.code(set, i));
        }
        for (int i = 0; i < 100; i++) {
            List<Long> code = BruteForce.code(set, random.nextInt(set.length / 4));
            long[] query = i % 2 == 0 ? BruteForce.words(code) : BruteForce.flipped(code, 25, random);
            List<Found> others = new ArrayList<>(expected.within(31, query));
            others.removeIf(found -> found.distance() == 0);
            Hits hits = searcher.nearestOther(31, query[0], query[1], query[2], query[3]);
            assertEquals(Math.min(1, others.size()), hits.size());
            if (hits.size() == 1) {
                assertEquals(others.get(0).distance(), hits.distance(0));
                assertTrue(others.contains(BruteForce.of(hits).get(0)));
            }
        }
    }

    @Test
    void theNearestAreKeptWhenThereAreTooMany() {
        long[] set = new HashSets(random.nextLong()).crowded(5_000);
        HammingSearcher all = loaded(set).searcher(ALL);
        HammingSearcher some = loaded(set).searcher(37);
        Hits nearest = all.within(31, 0, 0, 0, 0);
        assertFalse(nearest.isCut());
        Hits hits = some.within(31, 0, 0, 0, 0);
        assertTrue(hits.isCut());
        assertEquals(37, hits.size());
        for (int i = 0; i < 37; i++) {
            assertEquals(nearest.distance(i), hits.distance(i));
            assertEquals(BruteForce.codeOf(nearest, i), BruteForce.codeOf(hits, i));
        }
    }

    @Test
    void aSnapshotStaysWhileTheIndexChanges() {
        long[] set = new HashSets(random.nextLong()).random(2_000);
        HammingIndex index = new HammingIndex(SMALL, Runnable::run);
        BruteForce expected = new BruteForce();
        for (int i = 0; i < 1_000; i++) {
            add(index, BruteForce.code(set, i));
            expected.codes.add(BruteForce.code(set, i));
        }
        Snapshot snapshot = index.snapshot();
        for (int i = 1_000; i < 2_000; i++) {
            add(index, BruteForce.code(set, i));
            remove(index, BruteForce.code(set, i - 1_000));
        }
        BruteForce found = new BruteForce();
        HammingIndex.forEach(snapshot, code -> assertTrue(found.codes.add(BruteForce.code(code, 0))));
        assertEquals(expected.codes, found.codes);
        assertEquals(1_000, snapshot.count());
    }

    @Test
    void distancesBeyondThirtyOneAreNotSearched() {
        HammingSearcher searcher = new HammingIndex(Runnable::run).searcher(1);
        assertThrows(IllegalArgumentException.class, () -> searcher.within(32, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> searcher.within(-1, 0, 0, 0, 0));
    }

    private void assertSame(BruteForce expected, HammingIndex index, long[] set, int queries) {
        HammingSearcher searcher = index.searcher(ALL);
        for (int i = 0; i < queries; i++) {
            List<Long> code = BruteForce.code(set, random.nextInt(set.length / 4));
            long[] query =
                    i % 4 == 0 ? random.longs(4).toArray() : BruteForce.flipped(code, random.nextInt(36), random);
            int max = i % 3 == 0 ? random.nextInt(32) : 31;
            assertEquals(expected.within(max, query), found(searcher, max, query));
        }
    }

    static List<Found> found(HammingSearcher searcher, int max, long[] query) {
        return BruteForce.of(searcher.within(max, query[0], query[1], query[2], query[3]));
    }

    static boolean add(HammingIndex index, List<Long> code) {
        return index.add(code.get(0), code.get(1), code.get(2), code.get(3));
    }

    static boolean remove(HammingIndex index, List<Long> code) {
        return index.remove(code.get(0), code.get(1), code.get(2), code.get(3));
    }

    private static HammingIndex loaded(long[] set) {
        HammingIndex index = new HammingIndex(Runnable::run);
        load(index, set);
        return index;
    }

    static void load(HammingIndex index, long[] set) {
        Codes buffer = HammingIndex.buffer(set.length / 4);
        for (int i = 0; i < set.length / 4; i++) {
            buffer.append(BruteForce.words(BruteForce.code(set, i)));
        }
        index.load(buffer);
    }
}
