package org.alarmcall.matching;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Codes of some words each, side by side in one array; a slot is the place of one. They are appended and struck out, never
 * changed. One thread writes, any number read: a reader that has asked for {@link #count} sees what is below it, and what
 * was struck out before.
 */
final class Codes {

    /** Words before the first slot, so that with a header of 16 bytes a code of 32 bytes lies in one cache line. */
    private static final int LEAD = 2;

    private final int words;
    private final long[] data;
    private final AtomicLongArray struckOut;
    private volatile int count;
    private volatile int dead;

    Codes(int words, int capacity) {
        if (capacity > maxCapacity(words)) {
            throw new IllegalArgumentException(capacity + " codes of " + words + " words are too many for an array");
        }
        this.words = words;
        this.data = new long[LEAD + words * capacity];
        this.struckOut = new AtomicLongArray((capacity + 63) >>> 6);
    }

    static int maxCapacity(int words) {
        return (Integer.MAX_VALUE - 16 - LEAD) / words;
    }

    int words() {
        return words;
    }

    int capacity() {
        return (data.length - LEAD) / words;
    }

    int count() {
        return count;
    }

    /** How many are not struck out, for the writer. */
    int live() {
        return count - dead;
    }

    /** For tight loops: the word w of the slot s is at {@code at(s) + w}. */
    long[] data() {
        return data;
    }

    int at(int slot) {
        return LEAD + slot * words;
    }

    boolean isFull() {
        return count == capacity();
    }

    void append(long[] code) {
        int slot = count;
        System.arraycopy(code, 0, data, at(slot), words);
        count = slot + 1;
    }

    boolean isDead(int slot) {
        return (struckOut.getAcquire(slot >>> 6) >>> slot & 1) != 0;
    }

    void strikeOut(int slot) {
        int word = slot >>> 6;
        struckOut.set(word, struckOut.get(word) | 1L << slot);
        int before = dead;
        dead = before + 1;
    }

    /** The bits of the slots that are struck out now. */
    long[] deadBits() {
        long[] bits = new long[struckOut.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = struckOut.get(i);
        }
        return bits;
    }

    long deadBits(int word) {
        return struckOut.get(word);
    }

    void copyTo(long[] code, int slot) {
        System.arraycopy(data, at(slot), code, 0, words);
    }

    /** Appends the codes below a count of another, without those whose bit is set. */
    void appendAll(Codes other, int below, long[] without) {
        int to = count;
        for (int slot = 0; slot < below; slot++) {
            if ((without[slot >>> 6] >>> slot & 1) == 0) {
                System.arraycopy(other.data, other.at(slot), data, at(to++), words);
            }
        }
        count = to;
    }

    /** Sorts by unsigned words, the first one first, and drops what is there twice; for a writer without readers. */
    void sortDistinct() {
        new TupleSort(data, words).sort(at(0), at(count));
        int to = 0;
        for (int slot = 0; slot < count; slot++) {
            if (slot == 0 || compare(slot, data, at(to - 1)) != 0) {
                System.arraycopy(data, at(slot), data, at(to++), words);
            }
        }
        count = to;
    }

    /** The live slot of a code among sorted ones, or -1. */
    int find(long[] code) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, code, 0);
            if (order == 0) {
                return isDead(middle) ? -1 : middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The live slot of a code among unsorted ones, or -1. */
    int scanFor(long[] code) {
        for (int slot = count - 1; slot >= 0; slot--) {
            if (data[at(slot)] == code[0] && compare(slot, code, 0) == 0 && !isDead(slot)) {
                return slot;
            }
        }
        return -1;
    }

    private int compare(int slot, long[] other, int otherAt) {
        return TupleSort.compare(data, at(slot), other, otherAt, words);
    }
}
