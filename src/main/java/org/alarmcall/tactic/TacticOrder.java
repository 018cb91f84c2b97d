package org.alarmcall.tactic;

/** How staff's lists are ordered by the time when the member last changed a report. */
public enum TacticOrder {
    OLDEST_FIRST(">", "ASC", TacticCursor.OLDEST),
    NEWEST_FIRST("<", "DESC", TacticCursor.NEWEST);

    private final String after;
    private final String direction;
    private final TacticCursor start;

    TacticOrder(String after, String direction, TacticCursor start) {
        this.after = after;
        this.direction = direction;
        this.start = start;
    }

    /** How what comes later in the list compares with what comes before. */
    String after() {
        return after;
    }

    String direction() {
        return direction;
    }

    TacticCursor start() {
        return start;
    }
}
