package org.alarmcall.matching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.BackgroundLoop;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jboss.logging.Logger;

/** Runs the keeper of the families on every node: when a feed has moved, and now and then. */
@Singleton
class FamilyLoop {

    private static final Logger LOG = Logger.getLogger(FamilyLoop.class);
    private static final Caller KEEPER = Caller.system("family-keeper");

    /** Between rounds, so that what comes in a stream is looked at in sets. */
    private static final Duration GATHER = Duration.ofMillis(200);

    private final FamilyKeeper keeper;
    private final FeedLog log;
    private final Members members;
    private final BackgroundLoop loop;
    private volatile long lag;

    FamilyLoop(FamilyKeeper keeper, FeedLog log, Members members, FamilyConfig config, MeterRegistry metrics) {
        this.keeper = keeper;
        this.log = log;
        this.members = members;
        Counter failures = Counter.builder("alarmcall.matching.families.failures")
                .description("Batches of the keeper of families that failed")
                .register(metrics);
        Gauge.builder("alarmcall.matching.families.lag", () -> lag)
                .description("Positions that the families are behind their feed, the most of any collection")
                .register(metrics);
        this.loop = new BackgroundLoop("family-keeper", config.pollInterval(), this::round, failures::increment);
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        log.onMove(KEEPER, loop::wake);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** A batch of each collection in turn, until nothing is left to do. */
    private void round() throws InterruptedException {
        Set<Integer> waiting = new HashSet<>();
        for (List<CollectionRef> open = open(waiting); !open.isEmpty() && !loop.isStopped(); open = open(waiting)) {
            open.stream().filter(collection -> !keep(collection)).forEach(collection -> waiting.add(collection.id()));
        }
        loop.rest(GATHER);
    }

    /** The collections whose families are not as far as their feed, without those that wait for the next round. */
    private List<CollectionRef> open(Set<Integer> waiting) {
        Map<Integer, Long> heads = log.heads(KEEPER);
        Map<Integer, FamilyTables.Progress> progress = keeper.progress(KEEPER);
        List<CollectionRef> open = new ArrayList<>();
        long most = 0;
        for (CollectionRef collection : members.collections(KEEPER)) {
            long head = heads.getOrDefault(collection.id(), 0L);
            FamilyTables.Progress own = progress.getOrDefault(collection.id(), FamilyTables.Progress.NONE);
            most = Math.max(most, head - own.position());
            if ((head != own.position() || own.hasDue()) && !waiting.contains(collection.id())) {
                open.add(collection);
            }
        }
        lag = most;
        return open;
    }

    /** Whether there may be more. A collection that fails waits for the next round, and holds up no other. */
    private boolean keep(CollectionRef collection) {
        try {
            FamilyTables.Head followed = keeper.head(KEEPER, collection);
            try {
                return keeper.keep(KEEPER, collection);
            } catch (ProblemException e) {
                if (e.problem() != Problem.FEED_REWOUND) {
                    throw e;
                }
                LOG.warnf(
                        "The feed of %s is not the one that its families followed; looking at all of it again",
                        collection.slug());
                keeper.startOver(KEEPER, collection, followed);
                return true;
            }
        } catch (RuntimeException e) {
            loop.failed("The families of the collection " + collection.slug() + " could not be kept; trying again", e);
            return false;
        }
    }
}
