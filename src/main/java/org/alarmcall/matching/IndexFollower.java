package org.alarmcall.matching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.feed.Manifest;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.BackgroundLoop;
import org.alarmcall.platform.DatabaseFailure;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the indexes of this node in step with the feeds: one thread, all collections in turn, woken when a head moves.
 * After each round an index holds what the feed's digest says, or it is built again.
 */
@Singleton
class IndexFollower {

    private static final Logger LOG = Logger.getLogger(IndexFollower.class);
    private static final Caller FOLLOWER = Caller.system("matching");
    private static final long STOP_MILLIS = 5_000;

    private final FeedLog log;
    private final Members members;
    private final IndexFiles files;
    private final MatchingConfig config;
    private final BackgroundLoop loop;
    private final Counter rebuilds;
    private final Map<Integer, FollowedCollection> followed = new ConcurrentHashMap<>();
    private final ExecutorService merges = worker("matching-merge");
    private final ExecutorService saves = worker("matching-save");
    private volatile boolean caughtUp;

    IndexFollower(FeedLog log, Members members, IndexFiles files, MatchingConfig config, MeterRegistry metrics) {
        this.log = log;
        this.members = members;
        this.files = files;
        this.config = config;
        Counter failures = Counter.builder("alarmcall.matching.failures")
                .description("Times that an index could not follow its feed, or not be saved")
                .register(metrics);
        this.rebuilds = Counter.builder("alarmcall.matching.rebuilds")
                .description("Times that an index was built again because it was not what the feed says")
                .register(metrics);
        metrics.gauge(
                "alarmcall.matching.values",
                followed,
                all -> all.values().stream().mapToLong(FollowedCollection::size).sum());
        this.loop = new BackgroundLoop("matching-follower", config.pollInterval(), this::round, failures::increment);
    }

    private static ExecutorService worker(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        log.onMove(FOLLOWER, loop::wake);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        merges.shutdown();
        followed.values().forEach(collection -> save(collection, 0));
        saves.shutdown();
        if (!saves.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.warn("An index could not be saved in time; the next start reads more of the feed");
        }
    }

    /** The index of a collection that is in step, after some waiting where it is not yet; null when it does not come to it. */
    @Nullable
    CollectionIndex index(CollectionRef collection, Duration patience) {
        FollowedCollection wanted = followed(collection);
        CollectionIndex ready = wanted.ready();
        if (ready == null) {
            loop.wake();
            ready = wanted.awaitReady(patience);
        }
        return ready;
    }

    private FollowedCollection followed(CollectionRef collection) {
        return followed.computeIfAbsent(collection.id(), id -> new FollowedCollection(collection));
    }

    /** Whether every index has been in step since the start. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** The collections whose index is not in step. */
    List<String> behind() {
        return followed.values().stream()
                .filter(collection -> collection.ready() == null)
                .map(FollowedCollection::slug)
                .sorted()
                .toList();
    }

    /** How long ago the last round ended. */
    Duration sinceLastRound() {
        return loop.sinceLastRound();
    }

    /** Brings every index in step, once. */
    void round() {
        boolean all = true;
        for (CollectionRef collection : members.collections(FOLLOWER)) {
            if (loop.isStopped()) {
                return;
            }
            all &= follow(followed(collection));
        }
        caughtUp |= all;
    }

    /** A collection that fails waits for the next round, and holds up no other. */
    private boolean follow(FollowedCollection collection) {
        if (collection.isPausing()) {
            return false;
        }
        try {
            bringInStep(collection);
            save(collection, config.savePositions());
            return true;
        } catch (DatabaseFailure | ProblemException e) {
            loop.failed("The index of the collection " + collection.slug() + " could not follow its feed", e);
            return false;
        } catch (Exception | OutOfMemoryError e) {
            collection.drop(); // half of a change may be in it
            loop.failed("The index of the collection " + collection.slug() + " failed, and is built again", e);
            return false;
        }
    }

    private void bringInStep(FollowedCollection collection) {
        CollectionIndex index = collection.index();
        if (index == null) {
            index = loadedOrBuilt(collection);
        }
        if (!isInStep(collection, index)) {
            LOG.warnf(
                    "The index of the collection %s at %d is not what the feed says, and is built again",
                    collection.slug(), index.position());
            rebuilds.increment();
            collection.drop();
            index = built(collection);
            if (!isInStep(collection, index)) {
                collection.drop();
                throw new IllegalStateException("what was built from the feed is not what its digest says");
            }
        }
        collection.inStep(index);
    }

    private CollectionIndex loadedOrBuilt(FollowedCollection collection) {
        CollectionIndex index = files.load(collection.slug(), merges);
        if (index == null) {
            return built(collection);
        }
        collection.begin(index, index.position());
        return index;
    }

    private CollectionIndex built(FollowedCollection collection) {
        collection.pause(config.rebuildPause()); // should it fail
        CollectionIndex index = new CollectionIndex(merges);
        IndexBuilder builder = new IndexBuilder(index);
        log.live(FOLLOWER, collection.ref(), CollectionIndex.TYPES, builder);
        builder.finish();
        collection.begin(index, 0);
        return index;
    }

    /** Applies what is new. False when the index is of another feed, or does not hold what it should. */
    private boolean isInStep(FollowedCollection collection, CollectionIndex index) {
        Manifest manifest = log.manifest(FOLLOWER, collection.ref(), CollectionIndex.TYPES);
        try {
            while (index.position() < manifest.position()) {
                index.apply(log.changes(
                        FOLLOWER,
                        collection.ref(),
                        CollectionIndex.TYPES,
                        index.position(),
                        index.chain(),
                        manifest.position()));
            }
        } catch (ProblemException e) {
            if (e.problem() == Problem.FEED_REWOUND) {
                return false;
            }
            throw e;
        }
        return index.isAsIn(manifest);
    }

    private void save(FollowedCollection collection, long positions) {
        CollectionIndex.Moment moment = collection.takeToSave(positions, config.saveInterval());
        if (moment != null) {
            saves.execute(() -> {
                try {
                    files.save(collection.slug(), moment);
                } catch (RuntimeException e) {
                    loop.failed("The index of the collection " + collection.slug() + " could not be saved", e);
                }
            });
        }
    }
}
