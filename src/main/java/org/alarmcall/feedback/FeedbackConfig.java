package org.alarmcall.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Map;
import java.util.Optional;

/** When members' disputes take an indicator out of the feed. */
@ConfigMapping(prefix = "alarmcall.feedback")
interface FeedbackConfig {

    /** How many members must dispute an indicator, or report a flood, to quarantine it. At least 1; probation doesn't count. */
    @WithDefault("2")
    int quarantineMembers();

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
