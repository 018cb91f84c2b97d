package org.alarmcall.feed;

import java.util.Locale;

/** How sure the coalition is of what the feed says; each tier contains those above it. */
public enum Tier {
    CANDIDATE,
    REVIEWED,
    CORROBORATED;

    /** 1, 2, 3; in the tables 0 means that it is not in the feed. */
    public int rank() {
        return ordinal() + 1;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Tier ofRank(int rank) {
        return values()[rank - 1];
    }
}
