package org.alarmcall.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.alarmcall.platform.ClientNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Slows those who send wrong secrets, by address, and by client and address; never by client alone. It is asked only about
 * secrets that do not match: the right one always passes, so nobody can lock out a member, not even from behind the same
 * proxy.
 */
@Singleton
class SecretThrottle {

    private static final int MAX_ENTRIES = 100_000;

    private final int perPair;
    private final int perAddress;
    private final Duration forgottenAfter;
    private final Clock clock;
    private final Cache<String, Wrong> pairs =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();
    private final Cache<String, Wrong> addresses =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();

    /** @param count wrong secrets that were not forgotten at the time */
    private record Wrong(double count, Instant at) {}

    @Inject
    SecretThrottle(ClientConfig config, Clock clock) {
        this(
                config.wrongSecretsPerClientAndAddress(),
                config.wrongSecretsPerAddress(),
                config.wrongSecretForgottenAfter(),
                clock);
    }

    SecretThrottle(int perPair, int perAddress, Duration forgottenAfter, Clock clock) {
        this.perPair = perPair;
        this.perAddress = perAddress;
        this.forgottenAfter = forgottenAfter;
        this.clock = clock;
    }

    /** How long to wait before another wrong secret is answered as wrong; zero for now. */
    Duration wait(String clientId, String address) {
        String from = ClientNetwork.of(address);
        Duration pair = wait(pairs.getIfPresent(pair(clientId, from)), perPair);
        Duration all = wait(addresses.getIfPresent(from), perAddress);
        return pair.compareTo(all) > 0 ? pair : all;
    }

    void wrong(String clientId, String address) {
        String from = ClientNetwork.of(address);
        pairs.asMap().compute(pair(clientId, from), (k, before) -> oneMore(before));
        addresses.asMap().compute(from, (k, before) -> oneMore(before));
    }

    private Duration wait(@Nullable Wrong wrong, int limit) {
        double over = left(wrong) - (limit - 1);
        return over <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(over * forgottenAfter.toMillis()));
    }

    private Wrong oneMore(@Nullable Wrong before) {
        return new Wrong(left(before) + 1, clock.instant());
    }

    private double left(@Nullable Wrong wrong) {
        if (wrong == null) {
            return 0;
        }
        double forgotten =
                (double) Duration.between(wrong.at(), clock.instant()).toMillis() / forgottenAfter.toMillis();
        return Math.max(0, wrong.count() - forgotten);
    }

    private static String pair(String clientId, String network) {
        return network + ' ' + clientId;
    }
}
