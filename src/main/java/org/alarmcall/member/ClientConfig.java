package org.alarmcall.member;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** API clients: their secrets and how often they may call. */
@ConfigMapping(prefix = "alarmcall.clients")
interface ClientConfig {

    /** How long the old secret of a client still works after a rotation: up to 90 days. */
    @WithDefault("24h")
    Duration secretOverlap();

    /** Requests a second that a client may send to one node for long; 0 for no limit. */
    @WithDefault("200")
    int requestsPerSecond();

    /** Requests that a client may send to one node at once. */
    @WithDefault("1000")
    int requestBurst();

    /** Wrong secrets in a row that one address may send for one client before further wrong ones get 429. */
    @WithDefault("10")
    int wrongSecretsPerClientAndAddress();

    /** Wrong secrets in a row that one address may send for all clients before further wrong ones get 429. */
    @WithDefault("100")
    int wrongSecretsPerAddress();

    /** How long it takes until one wrong secret is forgotten: from 100 ms to 1 hour. */
    @WithDefault("6s")
    Duration wrongSecretForgottenAfter();
}
