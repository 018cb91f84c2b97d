package org.alarmcall.feed;

import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A node whose sequencer has stopped serves, but does not publish: that must be seen. */
@Readiness
class SequencerHealth implements HealthCheck {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final SequencerLoop loop;

    SequencerHealth(SequencerLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        Duration age = loop.sinceLastRound();
        return HealthCheckResponse.named("sequencer")
                .status(age.compareTo(MAX_AGE) < 0)
                .withData("secondsSinceLastRound", age.toSeconds())
                .build();
    }
}
