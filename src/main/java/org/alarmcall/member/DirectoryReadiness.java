package org.alarmcall.member;

import jakarta.inject.Singleton;
import org.alarmcall.platform.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without the directory a node answers nobody, so the load balancer had better ask another. */
@Readiness
@Singleton
class DirectoryReadiness implements HealthCheck {

    private static final String NAME = "directory";

    private final Directory directory;

    DirectoryReadiness(Directory directory) {
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            directory.current();
            return HealthCheckResponse.up(NAME);
        } catch (ProblemException e) {
            return HealthCheckResponse.down(NAME);
        }
    }
}
