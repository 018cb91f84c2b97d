package org.alarmcall.matching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How families of near-duplicates are kept. */
@ConfigMapping(prefix = "alarmcall.matching.families")
interface FamilyConfig {

    /** Fingerprints that one transaction of the keeper looks at. */
    @WithDefault("500")
    int batchSize();

    /** How often the keeper looks at the feed when nothing wakes it. */
    @WithDefault("1s")
    Duration pollInterval();

    /** A keeper whose transaction stands still for this long loses it, so that another node can go on. */
    @WithDefault("30s")
    Duration holderTimeout();
}
