package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.indicator.Quarantine;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;

/** Whether enough members are against an indicator to take it out of the feed. */
@Singleton
class Quorum {

    /** Counts what others say, which no member may see. */
    private static final Caller SYSTEM = Caller.system("quarantine");

    private final FeedbackConfig config;
    private final OpinionRows opinions;
    private final Quarantine quarantine;

    Quorum(FeedbackConfig config, OpinionRows opinions, Quarantine quarantine) {
        this.config = config;
        this.opinions = opinions;
        this.quarantine = quarantine;
    }

    /** To be called before opinions against the indicators are stored: none is given meanwhile, and none is decided. */
    List<Quarantine.Candidate> lock(CollectionRef collection, Collection<UUID> disputed) {
        return disputed.isEmpty() ? List.of() : quarantine.lock(SYSTEM, collection.id(), disputed);
    }

    /** Quarantines those of the locked that have a quorum, in the transaction of the opinion that makes it. */
    void enforce(CollectionRef collection, List<Quarantine.Candidate> locked) {
        if (locked.isEmpty()) {
            return;
        }
        int needed = needed(collection);
        List<UUID> reached = opinions.against(SYSTEM, collection.id(), locked).entrySet().stream()
                .filter(each -> each.getValue() >= needed)
                .map(Map.Entry::getKey)
                .toList();
        quarantine.quarantine(SYSTEM, collection.id(), reached);
    }

    /** How many members it takes in a collection. */
    int needed(CollectionRef collection) {
        return config.quarantineMembers(collection.slug());
    }
}
