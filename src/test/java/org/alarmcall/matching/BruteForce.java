package org.alarmcall.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The same searches without an index. */
final class BruteForce {

    final Set<List<Long>> codes = new HashSet<>();

    /** A code found, in an order in which lists can be compared. */
    record Found(int distance, String code) implements Comparable<Found> {

        @Override
        public int compareTo(Found other) {
            int order = Integer.compare(distance, other.distance);
            return order != 0 ? order : code.compareTo(other.code);
        }
    }

    static List<Long> code(long[] words, int code) {
        return List.of(words[4 * code], words[4 * code + 1], words[4 * code + 2], words[4 * code + 3]);
    }

    static long[] words(List<Long> code) {
        return code.stream().mapToLong(Long::longValue).toArray();
    }

    List<Found> within(int maxDistance, long[] query) {
        List<Found> found = new ArrayList<>();
        for (List<Long> code : codes) {
            int distance = distance(query, code);
            if (distance <= maxDistance) {
                found.add(new Found(distance, code.toString()));
            }
        }
        Collections.sort(found);
        return found;
    }

    static List<Found> of(Hits hits) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            found.add(new Found(hits.distance(i), codeOf(hits, i).toString()));
        }
        Collections.sort(found);
        return found;
    }

    static List<Long> codeOf(Hits hits, int hit) {
        return List.of(hits.word(hit, 0), hits.word(hit, 1), hits.word(hit, 2), hits.word(hit, 3));
    }

    /** The code with exactly so many other bits. */
    static long[] flipped(List<Long> code, int bits, SplittableRandom random) {
        long[] flipped = words(code);
        for (int left = bits; left > 0; ) {
            int bit = random.nextInt(256);
            long mask = 1L << bit % 64;
            if (((flipped[bit / 64] ^ code.get(bit / 64)) & mask) == 0) {
                flipped[bit / 64] ^= mask;
                left--;
            }
        }
        return flipped;
    }

    private static int distance(long[] query, List<Long> code) {
        int distance = 0;
        for (int word = 0; word < query.length; word++) {
            distance += Long.bitCount(query[word] ^ code.get(word));
        }
        return distance;
    }
}
