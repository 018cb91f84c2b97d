package org.alarmcall.indicator;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;

/** Forgets idempotency keys, and the answers kept with them, when they are old enough. */
@Singleton
@ActsAs
@Transactional
class IdempotencyKeys {

    /** Keys that one transaction deletes. */
    static final int BATCH = 1_000;

    private final Database database;
    private final SubmissionRows rows;
    private final SubmissionConfig config;
    private final Clock clock;

    IdempotencyKeys(Database database, SubmissionRows rows, SubmissionConfig config, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.config = config;
        this.clock = clock;
    }

    /** A batch. How many were deleted. */
    int purge(Caller caller) {
        return database.call(connection ->
                rows.purgeKeys(caller, connection, clock.instant().minus(config.idempotencyKeyLifetime()), BATCH));
    }

    /** Purges batch after batch, each in its own transaction. */
    @Singleton
    static class Timer {

        private static final Caller PURGE = Caller.system("idempotency-keys");

        private final IdempotencyKeys keys;

        Timer(IdempotencyKeys keys) {
            this.keys = keys;
        }

        @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void purge() {
            int purged = keys.purge(PURGE);
            while (purged == BATCH) {
                purged = keys.purge(PURGE);
            }
        }
    }
}
