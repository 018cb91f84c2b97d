package org.alarmcall.staff;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.alarmcall.member.Caller;

/** Deletes sessions that have ended and failures that are forgotten. Any node may, several at once too. */
@Singleton
class StaffCleanup {

    private static final Caller CALLER = Caller.system("staff-cleanup");

    private final StaffSessions sessions;
    private final Attempts attempts;

    StaffCleanup(StaffSessions sessions, Attempts attempts) {
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @Scheduled(every = "1h", delayed = "10m")
    void clean() {
        sessions.forget(CALLER);
        attempts.forget(CALLER);
    }
}
