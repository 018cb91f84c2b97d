package org.alarmcall.matching;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A set of codes of 256 bits in which all that are within a Hamming distance of up to {@value BandLayout#MAX_DISTANCE} of a
 * query are found, without a miss. Holds codes only. Any thread may write, one at a time; any number search meanwhile
 * and never wait: they find what was added before the search began and has not been removed, and nothing that was removed
 * before.
 */
final class HammingIndex {

    /** Words of a code. */
    static final int WORDS = 4;

    /** Distances at which {@link #nearest} looks first: each step costs several times more than the one before. */
    private static final int[] STEPS = {3, 10, 21, BandLayout.MAX_DISTANCE};

    private final CodeSet<Bands> codes;

    /**
     * @param executor runs large merges; one at a time is asked for
     */
    HammingIndex(Executor executor) {
        this(CodeSet.Thresholds.USUAL, executor);
    }

    HammingIndex(CodeSet.Thresholds thresholds, Executor executor) {
        this.codes = new CodeSet<>(WORDS, thresholds, Bands::new, executor);
    }

    /** Hits for searches of this index. */
    static Hits hits(int limit) {
        return new Hits(WORDS, limit);
    }

    /** An empty buffer of codes for {@link #load}. */
    static Codes buffer(int capacity) {
        return new Codes(WORDS, capacity);
    }

    /** Takes over the codes of a buffer, which is no longer the caller's; for an empty index. */
    void load(Codes buffer) {
        for (int slot = 0; slot < buffer.count(); slot++) {
            int at = buffer.at(slot);
            BitPermutation.FORTH.apply(buffer.data(), at, buffer.data(), at);
        }
        codes.load(buffer);
    }

    /** False when it is there already. */
    boolean add(long a, long b, long c, long d) {
        return codes.add(permuted(a, b, c, d));
    }

    /** False when it is not there. */
    boolean remove(long a, long b, long c, long d) {
        return codes.remove(permuted(a, b, c, d));
    }

    int size() {
        return codes.size();
    }

    /** What is in the index at this moment; codes are read from it while the index changes. */
    Snapshot snapshot() {
        return codes.snapshot();
    }

    /** The codes of a snapshot, each in an array that is used again for the next. */
    static void forEach(Snapshot snapshot, Consumer<long[]> visitor) {
        long[] code = new long[WORDS];
        snapshot.forEach(permuted -> {
            BitPermutation.BACK.apply(permuted, 0, code, 0);
            visitor.accept(code);
        });
    }

    /** Finds all codes within a distance, itself too if it is there; the nearest of them, up to the limit of the hits. */
    void search(long a, long b, long c, long d, int maxDistance, Hits hits) {
        if (maxDistance < 0 || maxDistance > BandLayout.MAX_DISTANCE) {
            throw new IllegalArgumentException("Distances from 0 to 31 are searched, not " + maxDistance);
        }
        setQuery(a, b, c, d, hits);
        find(codes.view(), maxDistance, hits);
        restore(hits);
    }

    private void find(CodeSet.View<Bands> view, int maxDistance, Hits hits) {
        hits.begin(maxDistance);
        HammingScan.scan(view.tail(), 0, view.tailCount(), hits);
        for (int i = view.segments().size() - 1; i >= 0; i--) {
            Segment<Bands> segment = view.segments().get(i);
            segment.index().search(segment.codes(), maxDistance, hits);
        }
        hits.finish();
    }

    private static void setQuery(long a, long b, long c, long d, Hits hits) {
        long[] query = hits.scratch().query;
        query[0] = a;
        query[1] = b;
        query[2] = c;
        query[3] = d;
        BitPermutation.FORTH.apply(query, 0, query, 0);
    }

    private static void restore(Hits hits) {
        for (int hit = 0; hit < hits.size(); hit++) {
            int at = hit * (WORDS + 1) + 1;
            BitPermutation.BACK.apply(hits.tuples(), at, hits.tuples(), at);
        }
    }

    private static long[] permuted(long a, long b, long c, long d) {
        long[] code = {a, b, c, d};
        BitPermutation.FORTH.apply(code, 0, code, 0);
        return code;
    }
}
