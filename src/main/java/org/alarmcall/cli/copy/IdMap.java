package org.alarmcall.cli.copy;

import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * From an id to where its line is, in three long arrays: about 50 bytes an id, where a {@code HashMap} takes 150. Open
 * addressing with linear probing; removing closes the gap, so that no tombstones pile up.
 */
final class IdMap {

    static final long NONE = -1;

    private long[] high;
    private long[] low;
    private long[] where;
    private int size;

    IdMap() {
        this(1 << 10);
    }

    private IdMap(int slots) {
        high = new long[slots];
        low = new long[slots];
        where = emptySlots(slots);
    }

    int size() {
        return size;
    }

    /** Returns what was there before, or {@link #NONE}. */
    long put(UUID id, long value) {
        if (size >= where.length / 4 * 3) {
            grow();
        }
        return put(id.getMostSignificantBits(), id.getLeastSignificantBits(), value);
    }

    private long put(long h, long l, long value) {
        int slot = find(h, l);
        long before = where[slot];
        if (before == NONE) {
            high[slot] = h;
            low[slot] = l;
            size++;
        }
        where[slot] = value;
        return before;
    }

    long get(UUID id) {
        return where[find(id.getMostSignificantBits(), id.getLeastSignificantBits())];
    }

    /** Returns what was there, or {@link #NONE}. */
    long remove(UUID id) {
        int slot = find(id.getMostSignificantBits(), id.getLeastSignificantBits());
        long before = where[slot];
        if (before != NONE) {
            size--;
            close(slot);
        }
        return before;
    }

    void forEach(LongConsumer action) {
        for (long value : where) {
            if (value != NONE) {
                action.accept(value);
            }
        }
    }

    /** Moves up what a probe would no longer find behind the empty slot. */
    private void close(int gap) {
        int mask = where.length - 1;
        int empty = gap;
        for (int slot = (gap + 1) & mask; where[slot] != NONE; slot = (slot + 1) & mask) {
            int home = home(high[slot], low[slot]);
            if (((slot - home) & mask) >= ((slot - empty) & mask)) {
                high[empty] = high[slot];
                low[empty] = low[slot];
                where[empty] = where[slot];
                empty = slot;
            }
        }
        where[empty] = NONE;
    }

    /** The slot of the id, or the empty one where it would go. */
    private int find(long h, long l) {
        int mask = where.length - 1;
        int slot = home(h, l);
        while (where[slot] != NONE && (high[slot] != h || low[slot] != l)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long h, long l) {
        long mixed = (h ^ Long.rotateLeft(l, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (where.length - 1);
    }

    private void grow() {
        IdMap larger = new IdMap(where.length * 2);
        for (int slot = 0; slot < where.length; slot++) {
            if (where[slot] != NONE) {
                larger.put(high[slot], low[slot], where[slot]);
            }
        }
        high = larger.high;
        low = larger.low;
        where = larger.where;
    }

    private static long[] emptySlots(int slots) {
        long[] empty = new long[slots];
        java.util.Arrays.fill(empty, NONE);
        return empty;
    }
}
