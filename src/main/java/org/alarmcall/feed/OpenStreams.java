package org.alarmcall.feed;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/** Counts the streams and waiting requests that each client holds open on this node. */
@Singleton
class OpenStreams {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final FeedConfig config;

    OpenStreams(FeedConfig config, MeterRegistry metrics) {
        this.config = config;
        metrics.gauge(
                "alarmcall.feed.streams",
                open,
                streams -> streams.values().stream().mapToInt(Integer::intValue).sum());
    }

    /** One more; what it gives back ends it, once. */
    Runnable open(Caller caller) {
        int now = open.merge(caller.clientId(), 1, Integer::sum);
        AtomicBoolean ended = new AtomicBoolean();
        Runnable end = () -> {
            if (ended.compareAndSet(false, true)) {
                open.computeIfPresent(caller.clientId(), (client, count) -> count == 1 ? null : count - 1);
            }
        };
        if (now > config.streamsPerClient()) {
            end.run();
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "The client has " + config.streamsPerClient() + " streams and waiting requests open.",
                    List.of(),
                    Map.of("Retry-After", "5"));
        }
        return end;
    }
}
