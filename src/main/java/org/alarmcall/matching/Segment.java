package org.alarmcall.matching;

/** Sorted distinct codes, none of which comes any more, and what speeds a search of them up. */
record Segment<T>(Codes codes, T index) {

    /** More than a quarter of it is struck out. */
    boolean isWorthPurging() {
        return codes.live() < codes.count() - codes.count() / 4;
    }
}
