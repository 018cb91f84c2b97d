package org.alarmcall.matching;

import java.util.function.Consumer;

/** An index of the values of one type, by their bytes as they are stored. One thread changes it, any number search. */
interface NearIndex {

    /** False when it is there already. */
    boolean add(byte[] value);

    /** False when it is not there. */
    boolean remove(byte[] value);

    int size();

    /** For {@link #load}: takes so many values. */
    Codes buffer(int capacity);

    /** Appends a value to a buffer. */
    void append(Codes buffer, byte[] value);

    /** Takes over a buffer; for an empty index. */
    void load(Codes buffer);

    /** What is in it now. */
    Snapshot snapshot();

    /** Each value of a snapshot, in an array that is used again for the next. */
    void forEach(Snapshot snapshot, Consumer<byte[]> visitor);

    /** Working memory for searches, to be used by one thread; keeps the nearest, up to a limit. */
    Hits hits(int limit);

    /** All values within a distance, itself too if it is there, go to the hits. */
    void search(byte[] value, int maxDistance, Hits hits);

    /** The value of a hit. */
    byte[] value(Hits hits, int hit);
}
