package org.alarmcall.impact;

/** The numbers of a row, or the sums of several. */
record Counts(
        long scanned,
        long matched,
        long confirmed,
        long removed,
        long removedBeforeView,
        long fromSharedSignals,
        long appeals,
        long appealsUpheld) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Fails rather than to wrap around; {@link ImpactRow#MAX_COUNT} keeps far away from that. */
    Counts plus(Counts other) {
        return new Counts(
                Math.addExact(scanned, other.scanned),
                Math.addExact(matched, other.matched),
                Math.addExact(confirmed, other.confirmed),
                Math.addExact(removed, other.removed),
                Math.addExact(removedBeforeView, other.removedBeforeView),
                Math.addExact(fromSharedSignals, other.fromSharedSignals),
                Math.addExact(appeals, other.appeals),
                Math.addExact(appealsUpheld, other.appealsUpheld));
    }
}
