package org.alarmcall.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.member.DirectorySnapshot.ClientRow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When each client last got a token, to the hour. Noted in memory and written down together by a timer, so that no token
 * waits for it; all nodes together write a client down once an hour at most. A node that dies forgets some seconds.
 */
@Singleton
class ClientUses {

    /** What is written down is older than the last token by less than this. */
    static final Duration EXACT_TO = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(ClientUses.class);
    private static final Caller WRITER = Caller.system("client-uses");
    private static final int MAX_REMEMBERED = 100_000;

    /** That a client got a token. */
    record Use(String clientId, int memberId, Instant at) {}

    private final ClientUseRepository repository;
    private final Clock clock;
    private final Map<String, Use> noted = new ConcurrentHashMap<>();
    /** What is written down, or noted to be; a client that is forgotten here costs a look at its row. */
    private final Cache<String, Instant> known;

    @Inject
    ClientUses(ClientUseRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.known = Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    }

    void note(ClientRow client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant latest = known.asMap().compute(client.id(), (id, before) -> isRecent(before, now) ? before : now);
        if (now.equals(latest)) {
            noted.put(client.id(), new Use(client.id(), client.memberId(), now));
        }
    }

    private static boolean isRecent(@Nullable Instant before, Instant now) {
        return before != null && now.isBefore(before.plus(EXACT_TO));
    }

    void stop(@Observes ShutdownEvent event) {
        write();
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void write() {
        List<Use> batch = new ArrayList<>();
        for (String clientId : List.copyOf(noted.keySet())) {
            Use use = noted.remove(clientId);
            if (use != null) {
                batch.add(use);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            // Another node may have written a client down since: then its hour counts from there.
            known.putAll(repository.write(WRITER, batch, EXACT_TO));
        } catch (RuntimeException e) {
            LOG.error("The last uses of clients could not be written, and will be with the next ones", e);
            batch.forEach(use -> noted.putIfAbsent(use.clientId(), use));
        }
    }
}
