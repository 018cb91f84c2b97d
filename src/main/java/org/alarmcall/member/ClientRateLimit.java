package org.alarmcall.member;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/** How often each client may call this node: a bucket of tokens that fills at a steady rate. */
@Singleton
class ClientRateLimit {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_CLIENTS = 100_000;

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final LoadingCache<String, Bucket> buckets;

    @Inject
    ClientRateLimit(ClientConfig config) {
        this(config.requestsPerSecond(), config.requestBurst(), System::nanoTime);
    }

    ClientRateLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.buckets =
                Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build(client -> new Bucket(burst, nanoTime.getAsLong()));
    }

    /** Counts a request; a 429 with {@code Retry-After} when the client's bucket is empty. */
    void take(String clientId) {
        if (perSecond > 0 && !buckets.get(clientId).take(perSecond, burst, nanoTime.getAsLong())) {
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "This client sends more than " + perSecond + " requests a second.",
                    List.of(),
                    Map.of("Retry-After", "1"));
        }
    }

    private static final class Bucket {

        private double tokens;
        private long filledNanos;

        Bucket(int tokens, long now) {
            this.tokens = tokens;
            this.filledNanos = now;
        }

        synchronized boolean take(int perSecond, int burst, long now) {
            long elapsed = Math.max(0, now - filledNanos);
            tokens = Math.min(burst, tokens + (double) elapsed * perSecond / NANOS);
            filledNanos = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
