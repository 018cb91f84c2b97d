package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.alarmcall.fingerprint.Tlsh;
import org.junit.jupiter.api.Test;

class TlshIndexTest {

    private static final int BYTES = 35;

    private final SplittableRandom random = Seed.random();

    @Test
    void findsWhatBruteForceFindsWhileDigestsComeAndGo() {
        TlshIndex index = new TlshIndex(HammingIndexTest.SMALL, Runnable::run);
        Set<List<Long>> expected = new HashSet<>();
        List<long[]> digests = digests(6_000);
        for (int i = 0; i < digests.size(); i++) {
            long[] digest = digests.get(i);
            assertEquals(expected.add(boxed(digest)), index.add(digest));
            if (i % 3 == 0) {
                long[] gone = digests.get(random.nextInt(i + 1));
                assertEquals(expected.remove(boxed(gone)), index.remove(gone));
            }
        }
        assertEquals(expected.size(), index.size());
        assertSame(expected, index, digests);
    }

    @Test
    void aLoadedIndexFindsWhatBruteForceFinds() {
        List<long[]> digests = digests(20_000);
        Codes buffer = TlshIndex.buffer(digests.size());
        digests.forEach(buffer::append);
        TlshIndex index = new TlshIndex(Runnable::run);
        index.load(buffer);
        Set<List<Long>> expected = digests.stream().map(TlshIndexTest::boxed).collect(Collectors.toSet());
        assertSame(expected, index, digests);
        Set<List<Long>> held = new HashSet<>();
        TlshIndex.forEach(index.snapshot(), digest -> assertTrue(held.add(boxed(digest))));
        assertEquals(expected, held);
    }

    @Test
    void theNearestIsAnother() {
        List<long[]> digests = digests(3_000);
        TlshIndex index = new TlshIndex(HammingIndexTest.SMALL, Runnable::run);
        digests.forEach(index::add);
        TlshSearcher searcher = index.searcher(1);
        for (long[] digest : digests.subList(0, 100)) {
            int nearest = digests.stream()
                    .mapToInt(other -> Tlsh.distance(digest, 0, other, 0))
                    .filter(distance -> distance > 0)
                    .min()
                    .orElseThrow();
            Hits hits = searcher.nearestOther(TlshIndex.MAX_DISTANCE, digest);
            assertEquals(nearest <= TlshIndex.MAX_DISTANCE ? 1 : 0, hits.size());
            if (hits.size() == 1) {
                assertEquals(nearest, hits.distance(0));
                assertEquals(nearest, Tlsh.distance(digest, 0, words(hits, 0), 0));
            }
        }
    }

    @Test
    void distancesBeyondSeventyAreNotSearched() {
        TlshSearcher searcher = new TlshIndex(Runnable::run).searcher(1);
        assertThrows(IllegalArgumentException.class, () -> searcher.within(71, new long[Tlsh.WORDS]));
    }

    private void assertSame(Set<List<Long>> expected, TlshIndex index, List<long[]> digests) {
        TlshSearcher searcher = index.searcher(Integer.MAX_VALUE / 2);
        for (int i = 0; i < 200; i++) {
            long[] query = digests.get(random.nextInt(digests.size()));
            int max = i % 3 == 0 ? random.nextInt(TlshIndex.MAX_DISTANCE + 1) : TlshIndex.MAX_DISTANCE;
            Set<List<Long>> near = expected.stream()
                    .filter(digest -> Tlsh.distance(query, 0, unboxed(digest), 0) <= max)
                    .collect(Collectors.toSet());
            Hits hits = searcher.within(max, query);
            Set<List<Long>> found = new HashSet<>();
            int last = 0;
            for (int hit = 0; hit < hits.size(); hit++) {
                assertTrue(found.add(boxed(words(hits, hit))), "twice");
                assertEquals(Tlsh.distance(query, 0, words(hits, hit), 0), hits.distance(hit));
                assertTrue(last <= hits.distance(hit));
                last = hits.distance(hit);
            }
            assertEquals(near, found);
        }
    }

    /** A third are made anew, the others are one before with some bytes changed; lengths wrap around at 255. */
    private List<long[]> digests(int count) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[BYTES];
            if (i % 3 == 0) {
                random.nextBytes(value);
            } else {
                value = values.get(random.nextInt(i)).clone();
                for (int changes = random.nextInt(12); changes > 0; changes--) {
                    value[random.nextInt(BYTES)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            values.add(value);
        }
        return values.stream()
                .map(value -> {
                    long[] packed = new long[Tlsh.WORDS];
                    Tlsh.pack(value, packed, 0);
                    return packed;
                })
                .toList();
    }

    private static long[] words(Hits hits, int hit) {
        long[] words = new long[Tlsh.WORDS];
        Arrays.setAll(words, word -> hits.word(hit, word));
        return words;
    }

    private static List<Long> boxed(long[] words) {
        return Arrays.stream(words).boxed().toList();
    }

    private static long[] unboxed(List<Long> words) {
        return words.stream().mapToLong(Long::longValue).toArray();
    }
}
