package org.alarmcall.impact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When totals are shown, and when a month is history. */
@ConfigMapping(prefix = "alarmcall.impact")
interface ImpactConfig {

    /** Members that a number must be made of before it is shown; the server does not start with fewer than 3. */
    @WithDefault("3")
    int minMembers();

    /** A change of a month that ended so long ago is written to the audit log. */
    @WithDefault("45d")
    Duration lateAfter();
}
