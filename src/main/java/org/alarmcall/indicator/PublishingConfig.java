package org.alarmcall.indicator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is published, how surely, and for how long. */
@ConfigMapping(prefix = "alarmcall.publishing")
interface PublishingConfig {

    /** From which trust on a listing is published as candidate before a person has looked; {@code nobody} for none. */
    @WithDefault("trusted")
    CandidateFrom candidateFrom();

    /** How many members must speak for a reviewed indicator to make it corroborated. At least 2. */
    @WithDefault("2")
    int corroboratedReporters();

    /** How long an indicator lives after a member last spoke for it, by type; {@link PublishingPolicy} has the defaults. */
    Map<String, Duration> lifetime();

    /** What differs in a collection, by its slug. */
    @WithName("collection")
    Map<String, InCollection> collections();

    /** What differs in one collection; what is absent is as for all. */
    interface InCollection {
        Optional<CandidateFrom> candidateFrom();

        Optional<Integer> corroboratedReporters();

        Map<String, Duration> lifetime();
    }

    /** The lowest trust of which a listing is published without a person. */
    enum CandidateFrom {
        PROBATION,
        STANDARD,
        TRUSTED,
        NOBODY
    }
}
