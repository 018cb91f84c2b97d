package org.alarmcall.feed;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.alarmcall.platform.StartupRefused;

/** Starts the threads of the feed, after what others do at start-up. */
@Singleton
class FeedStart {

    /** A suspension is to bite within five seconds, also on a stream. */
    private static final Duration MAX_HEARTBEAT = Duration.ofSeconds(4);

    void start(
            @Observes @jakarta.annotation.Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event,
            FeedConfig config,
            SequencerLoop loop,
            FeedListener listener,
            Cursors cursors) {
        if (config.heartbeat().compareTo(MAX_HEARTBEAT) > 0) {
            throw new StartupRefused("alarmcall.feed.heartbeat is " + config.heartbeat()
                    + ": a suspension would not end a stream within 5 s.\nSet it to " + MAX_HEARTBEAT + " or less.");
        }
        loop.start();
        listener.start();
        cursors.start();
    }
}
