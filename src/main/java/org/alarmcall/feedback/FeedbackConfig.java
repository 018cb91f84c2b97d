package org.alarmcall.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** When members' disputes take an indicator out of the feed, and when members are told what others say. */
@ConfigMapping(prefix = "alarmcall.feedback")
interface FeedbackConfig {

    /** How many members must dispute an indicator, or report a flood, to quarantine it. At least 1; probation doesn't count. */
    @WithDefault("2")
    int quarantineMembers();

    /** How often it is counted what members say of what others report. */
    @WithDefault("1h")
    Duration countInterval();

    /**
     * How many others must say something new of what a member reports before it is told its numbers anew; the server does
     * not start with fewer than 3.
     */
    @WithDefault("3")
    int standingMembers();

    /** What differs in a collection, by its slug. */
    @WithName("collection")
    Map<String, InCollection> collections();

    /** What differs in one collection; what is absent is as for all. */
    interface InCollection {
        Optional<Integer> quarantineMembers();
    }

    /** How many it takes in a collection. */
    default int quarantineMembers(String collection) {
        InCollection own = collections().get(collection);
        return own == null ? quarantineMembers() : own.quarantineMembers().orElse(quarantineMembers());
    }
}
