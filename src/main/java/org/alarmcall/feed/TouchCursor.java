package org.alarmcall.feed;

/**
 * Where the sequencer looks for the next touches. Ids are taken in transactions and become visible out of order, so it
 * only holds for one short round; each round begins at the start and finds those that were committed late.
 */
final class TouchCursor {

    private long last;

    long last() {
        return last;
    }

    void taken(long lastId) {
        last = Math.max(last, lastId);
    }
}
