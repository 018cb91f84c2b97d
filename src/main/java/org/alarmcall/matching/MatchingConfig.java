package org.alarmcall.matching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How near-duplicates are searched on a node. */
@ConfigMapping(prefix = "alarmcall.matching")
interface MatchingConfig {

    /** How often the index looks for changes of the feed when nothing wakes it. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How long to wait before an index is built again when that has failed. */
    @WithDefault("10s")
    Duration rebuildPause();

    /** How often the index of a collection is saved when it has changed. */
    @WithDefault("10m")
    Duration saveInterval();

    /** Positions of the feed after which it is saved earlier. */
    @WithDefault("100000")
    long savePositions();

    /** Requests that search at the same time on a node; others wait for their turn. */
    @WithDefault("2")
    int searchesAtATime();

    /** Requests of one client that search or wait for their turn on a node. */
    @WithDefault("4")
    int searchesPerClient();

    /** How long a submission, its status or a page of the queue looks for the nearest; what is left by then is not known. */
    @WithDefault("1s")
    Duration nearestTime();

    /** How long a request waits for its turn, and how long it may search. */
    @WithDefault("5s")
    Duration searchTime();
}
