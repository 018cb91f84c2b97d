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

    /** The words by which a value is held. */
    long[] code(byte[] value);

    /** Takes over a buffer of codes; for an empty index. */
    void load(Codes buffer);

    /** What is in it now. */
    Snapshot snapshot();

    /** Each value that is in it now. */
    void forEach(Consumer<byte[]> visitor);

    /** For one thread; gives the nearest, up to a limit. */
    Searcher searcher(int limit);

    /** The value of a hit. */
    byte[] value(Hits hits, int hit);

    /** Searches; what it gives is valid until its next search. */
    interface Searcher {

        /** All values within a distance, itself too if it is there. */
        Hits within(int maxDistance, byte[] value);

        /** The nearest value within a distance but itself, or no hit. */
        Hits nearestOther(int maxDistance, byte[] value);
    }
}
