package org.alarmcall.impact;

import java.util.function.ToLongFunction;

/** What is counted, in the order of the wire. */
enum Measure {
    SCANNED("scanned", Counts::scanned),
    MATCHED("matched", Counts::matched),
    CONFIRMED("confirmed", Counts::confirmed),
    REMOVED("removed", Counts::removed),
    REMOVED_BEFORE_VIEW("removedBeforeView", Counts::removedBeforeView),
    FROM_SHARED_SIGNALS("fromSharedSignals", Counts::fromSharedSignals),
    APPEALS("appeals", Counts::appeals),
    APPEALS_UPHELD("appealsUpheld", Counts::appealsUpheld);

    private final String wire;
    private final ToLongFunction<Counts> value;

    Measure(String wire, ToLongFunction<Counts> value) {
        this.wire = wire;
        this.value = value;
    }

    String wire() {
        return wire;
    }

    long of(Counts counts) {
        return value.applyAsLong(counts);
    }
}
