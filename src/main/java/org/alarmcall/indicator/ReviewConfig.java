package org.alarmcall.indicator;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** How staff review. */
@ConfigMapping(prefix = "alarmcall.review")
interface ReviewConfig {

    /** Policy categories whose listings two people must approve. */
    Optional<Set<String>> twoPeopleCategories();
}
