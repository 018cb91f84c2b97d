package org.alarmcall.impact;

import java.sql.ResultSet;
import java.sql.SQLException;

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

    static Counts read(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("scanned"),
                row.getLong("matched"),
                row.getLong("confirmed"),
                row.getLong("removed"),
                row.getLong("removed_before_view"),
                row.getLong("from_shared_signals"),
                row.getLong("appeals"),
                row.getLong("appeals_upheld"));
    }

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
