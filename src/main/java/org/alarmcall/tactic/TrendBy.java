package org.alarmcall.tactic;

import java.util.Locale;
import org.alarmcall.platform.ProblemException;

/** What reports are counted by. */
enum TrendBy {
    TAXON("t.taxon"),
    TERM("t.term"),
    LANGUAGE("t.language"),
    TECHNIQUE("technique.code");

    private final String column;

    TrendBy(String column) {
        this.column = column;
    }

    /** Of {@code tactic AS t} and {@code unnest(t.techniques) AS technique(code)}. */
    String column() {
        return column;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A 422 for another word. */
    static TrendBy parsed(String wire) {
        for (TrendBy by : values()) {
            if (by.wire().equals(wire)) {
                return by;
            }
        }
        throw ProblemException.invalid("/by", "must be taxon, term, language or technique");
    }
}
