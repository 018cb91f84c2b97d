package org.alarmcall.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A set of codes that is searched while it changes. New codes go to a short tail, which readers scan; a full tail becomes a
 * sorted, indexed {@link Segment}; segments are merged so that each is several times larger than all that are younger
 * together. A removed code is struck out, and is gone with the next merge.
 *
 * <p>Readers never block: they take one {@link View} and see all of what was added before and not removed. Writers take
 * turns by a lock. A large merge runs in the executor while reading and writing go on; a second one that becomes due
 * meanwhile is done by the writer, which holds back one who writes faster than can be merged.
 */
final class CodeSet<T> {

    private final int words;
    private final Thresholds thresholds;
    private final Function<Codes, T> indexer;
    private final Executor executor;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile State<T> state;

    /** How many of the oldest segments a merge in the background may be about to replace. Guarded by the lock. */
    private int reserved;

    /**
     * When segments are made and merged.
     *
     * @param tail codes in the tail
     * @param growth a segment is merged with all that are younger when it is less than this times as large
     * @param background codes from which on a merge goes to the executor
     */
    record Thresholds(int tail, int growth, int background) {

        static final Thresholds USUAL = new Thresholds(2_048, 4, 65_536);
    }

    /** What readers see: replaced as a whole, segments from the oldest to the youngest. */
    private record State<T>(List<Segment<T>> segments, Codes tail) {}

    /** What a search that begins now must look at: segments, and the tail below a count. */
    record View<T>(List<Segment<T>> segments, Codes tail, int tailCount) {}

    CodeSet(int words, Thresholds thresholds, Function<Codes, T> indexer, Executor executor) {
        this.words = words;
        this.thresholds = thresholds;
        this.indexer = indexer;
        this.executor = executor;
        this.state = new State<>(List.of(), new Codes(words, thresholds.tail()));
    }

    /** The count is read before any segment is searched, so that a code that moves to the tail is not met twice. */
    View<T> view() {
        State<T> now = state;
        return new View<>(now.segments(), now.tail(), now.tail().count());
    }

    /** Exact when nobody writes. */
    int size() {
        State<T> now = state;
        return now.tail().live()
                + now.segments().stream()
                        .mapToInt(segment -> segment.codes().live())
                        .sum();
    }

    /** False when it is there already. */
    boolean add(long[] code) {
        writing.lock();
        try {
            if (strikeOutOrFind(code, false)) {
                return false;
            }
            state.tail().append(code);
            if (state.tail().isFull()) {
                indexTail();
                compact();
            }
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** False when it is not there. */
    boolean remove(long[] code) {
        writing.lock();
        try {
            if (!strikeOutOrFind(code, true)) {
                return false;
            }
            compact();
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Adds many at once to an empty set, as one segment; those that are there twice count once. */
    void load(Codes codes) {
        writing.lock();
        try {
            if (size() > 0) {
                throw new IllegalStateException("Codes are loaded into an empty set only");
            }
            codes.sortDistinct();
            List<Segment<T>> segments =
                    codes.count() == 0 ? List.of() : List.of(new Segment<>(codes, indexer.apply(codes)));
            state = new State<>(segments, new Codes(words, thresholds.tail()));
        } finally {
            writing.unlock();
        }
    }

    /** What is in the set at this moment; to be read without haste while the set changes. */
    Snapshot snapshot() {
        writing.lock();
        try {
            return Snapshot.of(parts());
        } finally {
            writing.unlock();
        }
    }

    private List<Codes> parts() {
        List<Codes> parts = new ArrayList<>();
        state.segments().forEach(segment -> parts.add(segment.codes()));
        parts.add(state.tail());
        return parts;
    }

    private boolean strikeOutOrFind(long[] code, boolean strikeOut) {
        State<T> now = state;
        int slot = now.tail().scanFor(code);
        Codes codes = now.tail();
        for (int i = now.segments().size() - 1; slot < 0 && i >= 0; i--) {
            codes = now.segments().get(i).codes();
            slot = codes.find(code);
        }
        if (slot >= 0 && strikeOut) {
            codes.strikeOut(slot);
        }
        return slot >= 0;
    }

    private void indexTail() {
        State<T> now = state;
        List<Segment<T>> segments = new ArrayList<>(now.segments());
        Snapshot live = Snapshot.of(List.of(now.tail()));
        if (live.count() > 0) {
            segments.add(build(live));
        }
        state = new State<>(List.copyOf(segments), new Codes(words, thresholds.tail()));
    }

    private Segment<T> build(Snapshot from) {
        Codes codes = new Codes(words, from.count());
        from.copyTo(codes);
        codes.sortDistinct();
        return new Segment<>(codes, indexer.apply(codes));
    }

    /** Merges what is due: here when it is small or when the executor is busy, else in the executor. */
    private void compact() {
        List<Segment<T>> segments = state.segments();
        int from = firstToMerge(segments);
        if (from == segments.size()) {
            return;
        }
        List<Segment<T>> old = List.copyOf(segments.subList(from, segments.size()));
        Snapshot live = Snapshot.of(old.stream().map(Segment::codes).toList());
        if (live.count() < thresholds.background() || reserved > 0 || !inBackground(old, live, segments.size())) {
            replace(old, live, build(live));
        }
    }

    /** False when the executor takes no more. */
    private boolean inBackground(List<Segment<T>> old, Snapshot live, int end) {
        reserved = end;
        try {
            executor.execute(() -> mergeInBackground(old, live));
            return true;
        } catch (RejectedExecutionException e) {
            reserved = 0;
            return false;
        }
    }

    /** The oldest segment that is due, or the number of segments. Those that are reserved stay as they are. */
    private int firstToMerge(List<Segment<T>> segments) {
        int from = segments.size();
        long younger = 0;
        for (int i = segments.size() - 1; i >= reserved; i--) {
            Segment<T> segment = segments.get(i);
            if (segment.codes().live() < thresholds.growth() * younger || segment.isWorthPurging()) {
                from = i;
            }
            younger += segment.codes().live();
        }
        return from;
    }

    private void mergeInBackground(List<Segment<T>> old, Snapshot live) {
        @Nullable Segment<T> merged = null;
        try {
            merged = build(live);
        } finally {
            writing.lock();
            try {
                reserved = 0;
                if (merged != null) {
                    replace(old, live, merged);
                    compact();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /** Puts a merged segment where the old ones are, without what has been removed since it was begun. */
    private void replace(List<Segment<T>> old, Snapshot begun, Segment<T> merged) {
        long[] code = new long[words];
        begun.struckOutSince((codes, slot) -> {
            codes.copyTo(code, slot);
            merged.codes().strikeOut(merged.codes().find(code));
        });
        State<T> now = state;
        int at = now.segments().indexOf(old.get(0));
        List<Segment<T>> segments = new ArrayList<>(now.segments().subList(0, at));
        if (merged.codes().count() > 0) {
            segments.add(merged);
        }
        segments.addAll(now.segments().subList(at + old.size(), now.segments().size()));
        state = new State<>(List.copyOf(segments), now.tail());
    }
}
