package org.alarmcall.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the feed is made and served. */
@ConfigMapping(prefix = "alarmcall.feed")
interface FeedConfig {

    /** Touches that one transaction of the sequencer takes. */
    @WithDefault("2000")
    int batchSize();

    /** How often the sequencer looks for touches when nothing wakes it. */
    @WithDefault("500ms")
    Duration pollInterval();

    /** A sequencer whose transaction stands still for this long loses it, so that another node can go on. */
    @WithDefault("4s")
    Duration holderTimeout();

    /** How often a stream says that it is alive, and the token behind it is checked again; at most 4 s. */
    @WithDefault("4s")
    Duration heartbeat();

    /** How often the cursors of readers are written down. */
    @WithDefault("1s")
    Duration cursorInterval();

    /** Streams and waiting requests that one client may hold open at a time on a node. */
    @WithDefault("20")
    int streamsPerClient();

    /** How long a member may hold what was withdrawn before it counts as late. */
    @WithDefault("24h")
    Duration lateAfter();

    /** How long receipts are kept. */
    @WithDefault("400d")
    Duration receiptsKept();

    /** How far back the time to purge is measured. */
    @WithDefault("30d")
    Duration purgeWindow();
}
