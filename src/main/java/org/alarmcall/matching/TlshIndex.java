package org.alarmcall.matching;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.alarmcall.fingerprint.Tlsh;

/**
 * A set of TLSH digests in which all within a distance of a query are found. They are compared one by one, except those
 * whose length and quartile ratios alone are too far. Readers and writers as in {@link HammingIndex}.
 *
 * <p>Digests are packed as {@link Tlsh#pack} does.
 */
final class TlshIndex {

    /** The largest distance that is searched: beyond, texts have nothing to do with each other. */
    static final int MAX_DISTANCE = 70;

    private final CodeSet<TlshBuckets> codes;

    /**
     * @param executor runs large merges; one at a time is asked for
     */
    TlshIndex(Executor executor) {
        this(CodeSet.Thresholds.USUAL, executor);
    }

    TlshIndex(CodeSet.Thresholds thresholds, Executor executor) {
        this.codes = new CodeSet<>(Tlsh.WORDS, thresholds, TlshBuckets::new, executor);
    }

    /** A searcher, for one thread, that finds up to so many digests at once. */
    TlshSearcher searcher(int limit) {
        return new TlshSearcher(codes, limit);
    }

    /** An empty buffer of digests for {@link #load}. */
    static Codes buffer(int capacity) {
        return new Codes(Tlsh.WORDS, capacity);
    }

    /** Takes over the digests of a buffer, which is no longer the caller's; for an empty index. */
    void load(Codes buffer) {
        for (int slot = 0; slot < buffer.count(); slot++) {
            int at = buffer.at(slot);
            buffer.data()[at] = TlshHead.sortable(buffer.data()[at]);
        }
        codes.load(buffer);
    }

    /** False when it is there already. */
    boolean add(long[] packed) {
        return codes.add(sortable(packed));
    }

    /** False when it is not there. */
    boolean remove(long[] packed) {
        return codes.remove(sortable(packed));
    }

    int size() {
        return codes.size();
    }

    /** What is in the index at this moment; digests are read from it while the index changes. */
    Snapshot snapshot() {
        return codes.snapshot();
    }

    /** The digests of a snapshot, each in an array that is used again for the next. */
    static void forEach(Snapshot snapshot, Consumer<long[]> visitor) {
        snapshot.forEach(code -> {
            code[0] = TlshHead.packed(code[0]);
            visitor.accept(code);
        });
    }

    private static long[] sortable(long[] packed) {
        long[] code = packed.clone();
        code[0] = TlshHead.sortable(code[0]);
        return code;
    }
}
