package org.alarmcall.cli.copy;

import java.io.IOException;

/** What is in the feed at a position: where in the log each subject's newest line is, and the totals. */
final class Live {

    private final IdMap lines = new IdMap();
    private final Totals totals = new Totals();

    int count() {
        return lines.size();
    }

    Totals totals() {
        return totals;
    }

    IdMap lines() {
        return lines;
    }

    /** Replaces, adds or takes away. A withdrawal of what is not held changes nothing. */
    void apply(Entry entry, long at, LogFile log) throws IOException {
        long before = entry.isUpsert() ? lines.put(entry.id(), at) : lines.remove(entry.id());
        if (before != IdMap.NONE) {
            totals.subtract(log.entryAt(before));
        }
        if (entry.isUpsert()) {
            totals.add(entry);
        }
    }
}
