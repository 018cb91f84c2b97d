package org.alarmcall.matching;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A set of codes of 256 bits in which all that are within a Hamming distance of up to {@value BandLayout#MAX_DISTANCE} of a
 * query are found, without a miss. Holds codes only. Any thread may write, one at a time; any number search meanwhile
 * and never wait: they find what was added before the search began and has not been removed, and nothing that was removed
 * before.
 */
final class HammingIndex {

    /** Words of a code. */
    static final int WORDS = 4;

    private final CodeSet<Bands> codes;

    /**
     * @param executor runs large merges; one at a time is asked for
     */
    HammingIndex(Executor executor) {
        this(CodeSet.Thresholds.USUAL, executor);
    }

    HammingIndex(CodeSet.Thresholds thresholds, Executor executor) {
        this(thresholds, Bands::new, executor);
    }

    HammingIndex(CodeSet.Thresholds thresholds, Function<Codes, Bands> indexer, Executor executor) {
        this.codes = new CodeSet<>(WORDS, thresholds, indexer, executor);
    }

    /** A searcher, for one thread, that finds up to so many codes at once. */
    HammingSearcher searcher(int limit) {
        return new HammingSearcher(codes, limit);
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

    private static long[] permuted(long a, long b, long c, long d) {
        long[] code = {a, b, c, d};
        BitPermutation.FORTH.apply(code, 0, code, 0);
        return code;
    }
}
