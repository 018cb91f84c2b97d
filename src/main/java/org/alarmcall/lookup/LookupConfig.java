package org.alarmcall.lookup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a client may look up, and what looks like an attempt to read the feed by guessing. */
@ConfigMapping(prefix = "alarmcall.lookup")
interface LookupConfig {

    /** Values and ranges that a client may look up in a day (UTC), on all nodes together; 0 for no limit. */
    @WithDefault("1000000")
    long perDay();

    /** An alarm is raised when a client has asked for this share of the 2^20 prefixes in a day. */
    @WithDefault("0.05")
    double alarmPrefixShare();

    /** An alarm is raised when a client has looked up this many values in a day that were not found. */
    @WithDefault("500000")
    long alarmMisses();

    /** How often a node writes down what its clients have used, and learns what they have used elsewhere. */
    @WithDefault("1s")
    Duration countInterval();
}
