package org.alarmcall.tactic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Reports of tactics. */
@ConfigMapping(prefix = "alarmcall.tactics")
interface TacticConfig {

    /** How far away the sunset of a code word may be. */
    @WithDefault("400d")
    Duration maxSunset();

    /** Reports of one member in a collection that may wait for staff at a time. */
    @WithDefault("500")
    int pendingPerMember();

    /** From which similarity on (0 to 1) of the text or of the code words a report is named as a likely twin. */
    @WithDefault("0.4")
    double similarity();

    /** How many likely twins are named. */
    @WithDefault("5")
    int similar();

    /** With how many waiting reports of its collection, the newest, each of a page for staff is compared. */
    @WithDefault("100")
    int compared();

    /** With how many, the newest that wait, a report is compared that staff look at alone; a member's with as many of its own. */
    @WithDefault("1000")
    int comparedAlone();
}
