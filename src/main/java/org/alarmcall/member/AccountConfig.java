package org.alarmcall.member;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The keys for {@code account_hmac}. */
@ConfigMapping(prefix = "alarmcall.accounts")
interface AccountConfig {

    /** How long a key is still given out after the next was made: as long as what was hashed under it may live; at most 10 years. */
    @WithDefault("365d")
    Duration keyOverlap();
}
