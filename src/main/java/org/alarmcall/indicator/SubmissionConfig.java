package org.alarmcall.indicator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of submissions. Those of a listing are in {@link ListingSource} and {@link ListingReader}. */
@ConfigMapping(prefix = "alarmcall.submission")
interface SubmissionConfig {

    /** How long an idempotency key is kept with its answer. */
    @WithDefault("24h")
    Duration idempotencyKeyLifetime();

    /** How often a submission that met others in a deadlock is done again before the answer is 503. */
    @WithDefault("8")
    int retries();

    /** How many listings of one member may carry the same fingerprint, in any state. */
    @WithDefault("1000")
    int listingsPerIndicator();

    /** Submissions of one client that one node takes in at the same time. */
    @WithDefault("16")
    int uploadsPerClient();

    /** Submissions of all clients that one node takes in at the same time. */
    @WithDefault("64")
    int uploadsPerNode();

    /** How long one body may take to arrive. */
    @WithDefault("10m")
    Duration uploadTime();

    /** How long a node remembers how many listings and indicators a member has, before it counts them again. */
    @WithDefault("5m")
    Duration countsRemembered();
}
