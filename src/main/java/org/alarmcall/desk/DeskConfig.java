package org.alarmcall.desk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the console's reviewers work side by side. */
@ConfigMapping(prefix = "alarmcall.desk")
interface DeskConfig {

    /** How long a decision of the console can be undone; it takes effect, and reaches the feed, after that. */
    @WithDefault("10s")
    Duration undo();

    /** How long others see that somebody is at a listing after the page was closed or lost its connection. */
    @WithDefault("45s")
    Duration claim();
}
