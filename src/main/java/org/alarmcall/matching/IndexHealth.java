package org.alarmcall.matching;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A node that has just started answers near lookups when its indexes have come in step with the feeds: before, others do
 * better. Later an index that has to be built again takes nobody out, since all nodes would be at the same time.
 */
@Readiness
class IndexHealth implements HealthCheck {

    private final IndexFollower follower;

    IndexHealth(IndexFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("near-duplicate index")
                .status(follower.hasCaughtUp())
                .withData("collectionsNotInStep", String.join(", ", follower.behind()))
                .withData("secondsSinceLastRound", follower.sinceLastRound().toSeconds())
                .build();
    }
}
