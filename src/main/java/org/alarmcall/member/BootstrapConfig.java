package org.alarmcall.member;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first admin client; used when the coalition has none. Without both, one is made and printed once. */
@ConfigMapping(prefix = "alarmcall.bootstrap")
interface BootstrapConfig {

    Optional<String> adminClientId();

    Optional<String> adminClientSecret();
}
