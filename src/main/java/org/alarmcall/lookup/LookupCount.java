package org.alarmcall.lookup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.lookup.LookupDayRepository.Key;
import org.alarmcall.lookup.LookupDayRepository.Row;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.BackgroundLoop;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jboss.logging.Logger;

/**
 * Holds each client to its lookups of a day, and raises the alarm about one that seems to read the feed by guessing. Counted
 * in memory and written down together, so that the limit holds over all nodes and restarts; a client can overrun it by
 * what it sends to other nodes between two writes.
 */
@Singleton
class LookupCount {

    private static final Logger LOG = Logger.getLogger(LookupCount.class);
    /** For who looks into an alarm. */
    private static final int KEPT_DAYS = 30;

    private static final Caller COUNTER = Caller.system("lookup-count");

    private final LookupDayRepository repository;
    private final LookupConfig config;
    private final Clock clock;
    private final Counter alarms;
    private final Counter refused;
    private final Map<Key, DayUse> uses = new ConcurrentHashMap<>();
    private LocalDate forgotten = LocalDate.MIN;
    private final long salt = new SecureRandom().nextLong();
    private final BackgroundLoop loop;

    LookupCount(LookupDayRepository repository, LookupConfig config, Clock clock, MeterRegistry metrics) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
        this.alarms = Counter.builder("alarmcall.lookup.alarms")
                .description("Clients that seem to read a feed by guessing, once a day each")
                .register(metrics);
        this.refused = Counter.builder("alarmcall.lookup.refused")
                .description("Requests above the lookups of a day")
                .register(metrics);
        this.loop = new BackgroundLoop("lookup-count", config.countInterval(), this::writeDown);
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        writeDown();
    }

    /** Counts lookups before they are made; a 429 when the day's are used up. */
    void take(Caller caller, long lookups) {
        long limit = config.perDay() == 0 ? Long.MAX_VALUE : config.perDay();
        if (!use(caller).take(lookups, limit)) {
            refused.increment();
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "A client may look up " + limit + " values and ranges a day (UTC). Follow the feed for more.",
                    List.of(),
                    Map.of("Retry-After", Long.toString(secondsLeftToday())));
        }
    }

    /** Takes back lookups that were counted and not made. */
    void giveBack(Caller caller, long lookups) {
        use(caller).giveBack(lookups);
    }

    /** Notes values that were not found. */
    void missed(Caller caller, long values) {
        use(caller).missed(values);
    }

    /** Notes that a range was asked for. */
    void asked(Caller caller, CollectionRef collection, PrefixRange range) {
        long key = (long) collection.id() << 32 | (long) range.type().code() << PrefixRange.BITS | range.prefix();
        use(caller).asked(key ^ salt);
    }

    private DayUse use(Caller caller) {
        Key key = new Key(today(), caller.clientId());
        DayUse use = uses.get(key);
        if (use == null) {
            long written = repository.lookups(COUNTER, key);
            use = uses.computeIfAbsent(key, absent -> new DayUse(caller.memberId(), written));
        }
        return use;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private long secondsLeftToday() {
        return Math.max(
                1,
                Duration.between(
                                clock.instant(),
                                today().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                        .toSeconds());
    }

    void writeDown() {
        List<Row> rows = new ArrayList<>();
        uses.forEach((key, use) -> {
            DayUse.Counted counted = use.handOver();
            if (!counted.isNothing()) {
                rows.add(new Row(key, use, counted));
            }
        });
        try {
            if (!rows.isEmpty()) {
                add(rows);
            }
            forget(today());
        } catch (RuntimeException e) {
            LOG.error("Lookups could not be written down; they will be with the next", e);
        }
    }

    private void add(List<Row> rows) {
        LookupDayRepository.Added added;
        try {
            added = repository.add(COUNTER, rows, config.alarmMisses(), alarmPrefixes());
        } catch (RuntimeException e) {
            rows.forEach(row -> row.use().takeBack(row.counted()));
            throw e;
        }
        rows.forEach(row -> row.use().learn(added.lookups().getOrDefault(row.key(), 0L)));
        alarms.increment(added.alarms());
    }

    /** A request that began yesterday may still be counted for yesterday. */
    private void forget(LocalDate today) {
        uses.keySet().removeIf(key -> key.day().isBefore(today.minusDays(1)));
        if (forgotten.isBefore(today)) {
            repository.forgetBefore(COUNTER, today.minusDays(KEPT_DAYS));
            forgotten = today;
        }
    }

    private long alarmPrefixes() {
        return (long) Math.ceil(config.alarmPrefixShare() * (1 << PrefixRange.BITS));
    }
}
