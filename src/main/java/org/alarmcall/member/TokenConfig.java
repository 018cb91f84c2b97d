package org.alarmcall.member;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Access tokens and the keys that sign them. */
@ConfigMapping(prefix = "alarmcall.tokens")
interface TokenConfig {

    /** The URL by which members reach this server; stands in tokens as {@code iss}. The same on every node. */
    @WithDefault("http://localhost:8080")
    String issuer();

    /** How long a token is valid: from 1 minute to 1 hour. */
    @WithDefault("15m")
    Duration lifetime();

    /** How long a new signing key is published before it signs: from 5 seconds to 1 day. */
    @WithDefault("60s")
    Duration keyActivationDelay();

    /**
     * Base64 of 32 bytes that encrypt the private signing keys in the database. The same on every node. Without it the
     * file {@code key-encryption-key} in the data folder is used, and made when it is not there.
     */
    Optional<String> keyEncryptionKey();

    /** Verified tokens that are kept in memory. */
    @WithDefault("10000")
    int cacheSize();
}
