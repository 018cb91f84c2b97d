package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of an index that changes: what stayed is found, what was gone before is not, nothing is found twice. */
class ConcurrentSearchTest {

    private static final int CODES = 3_000;
    private static final int CHANGES = 60_000;
    private static final int READERS = 2;

    /** Of a code: absent, being added, present, being removed, absent, and so on. */
    private final AtomicIntegerArray phases = new AtomicIntegerArray(CODES);

    private final List<List<Long>> codes = new ArrayList<>();
    private final Map<List<Long>, Integer> numbers = new HashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch searching = new CountDownLatch(READERS);

    static Stream<long[]> sets() {
        HashSets sets = new HashSets(Seed.get());
        return Stream.of(sets.random(CODES), sets.clustered(CODES), sets.halfConstant(CODES), sets.crowded(CODES));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void readersSeeAConsistentState(long[] set) throws Exception {
        for (int i = 0; i < set.length / 4; i++) {
            List<Long> code = BruteForce.code(set, i);
            if (numbers.putIfAbsent(code, codes.size()) == null) {
                codes.add(code);
            }
        }
        SplittableRandom random = Seed.random();
        ExecutorService merging = Executors.newSingleThreadExecutor();
        ExecutorService reading = Executors.newFixedThreadPool(READERS);
        HammingIndex index = new HammingIndex(HammingIndexTest.SMALL, merging);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                SplittableRandom own = random.split();
                readers.add(reading.submit(() -> read(index.searcher(Integer.MAX_VALUE / 2), own)));
            }
            write(index, random, readers);
            over.set(true);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0, "nothing was searched");
            }
        } finally {
            over.set(true);
            reading.shutdown();
            merging.shutdown();
            assertTrue(merging.awaitTermination(1, TimeUnit.MINUTES));
        }
        assertHoldsWhatIsPresent(index);
    }

    private void write(HammingIndex index, SplittableRandom random, List<Future<Integer>> readers) {
        for (int i = 0;
                (i < CHANGES || searching.getCount() > 0) && readers.stream().noneMatch(Future::isDone);
                i++) {
            // The first tenth stays once it is there.
            int number = random.nextInt(codes.size());
            boolean present = phases.get(number) % 4 == 2;
            if (present && number < codes.size() / 10) {
                continue;
            }
            phases.incrementAndGet(number);
            List<Long> code = codes.get(number);
            assertTrue(present ? HammingIndexTest.remove(index, code) : HammingIndexTest.add(index, code));
            phases.incrementAndGet(number);
        }
    }

    private int read(HammingSearcher searcher, SplittableRandom random) {
        int searches = 0;
        int[] before = new int[codes.size()];
        Set<Integer> found = new HashSet<>();
        while (!over.get()) {
            long[] query = BruteForce.flipped(codes.get(random.nextInt(codes.size())), random.nextInt(32), random);
            for (int i = 0; i < before.length; i++) {
                before[i] = phases.get(i);
            }
            Hits hits = searcher.within(31, query[0], query[1], query[2], query[3]);
            found.clear();
            for (int i = 0; i < hits.size(); i++) {
                Integer number = numbers.get(BruteForce.codeOf(hits, i));
                assertTrue(number != null, "something that was never there");
                assertTrue(found.add(number), "twice");
            }
            for (int i = 0; i < before.length; i++) {
                if (phases.get(i) == before[i] && before[i] % 2 == 0) {
                    boolean near = distance(query, codes.get(i)) <= 31;
                    assertEquals(near && before[i] % 4 == 2, found.contains(i));
                }
            }
            if (searches++ == 0) {
                searching.countDown();
            }
        }
        return searches;
    }

    private void assertHoldsWhatIsPresent(HammingIndex index) {
        BruteForce present = new BruteForce();
        for (int i = 0; i < codes.size(); i++) {
            if (phases.get(i) % 4 == 2) {
                present.codes.add(codes.get(i));
            }
        }
        assertEquals(present.codes.size(), index.size());
        BruteForce held = new BruteForce();
        HammingIndex.forEach(index.snapshot(), code -> assertTrue(held.codes.add(BruteForce.code(code, 0))));
        assertEquals(present.codes, held.codes);
        HammingSearcher searcher = index.searcher(Integer.MAX_VALUE / 2);
        for (int i = 0; i < codes.size(); i += 10) {
            long[] query = BruteForce.words(codes.get(i));
            assertEquals(present.within(31, query), HammingIndexTest.found(searcher, 31, query));
        }
    }

    private static int distance(long[] query, List<Long> code) {
        int distance = 0;
        for (int word = 0; word < 4; word++) {
            distance += Long.bitCount(query[word] ^ code.get(word));
        }
        return distance;
    }
}
