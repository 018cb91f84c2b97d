package org.alarmcall.desk;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.StaffAccounts;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes held decisions take effect when they are due, in the order in which they were made, one node at a time. A
 * decision and its end as a held one are one transaction.
 */
@Singleton
@ActsAs
class DueDecisions {

    private static final Logger LOG = Logger.getLogger(DueDecisions.class);
    private static final Caller SYSTEM = Caller.system("desk");
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** Five minutes; after that somebody must look. */
    private static final int MOST_ATTEMPTS = 60;

    private static final int TIMEOUT_SECONDS = 300;

    private final Database database;
    private final HeldDecisionRows rows;
    private final Decisions decisions;
    private final Members members;
    private final StaffAccounts accounts;
    private final AuditLog audit;
    private final Clock clock;

    DueDecisions(
            Database database,
            HeldDecisionRows rows,
            Decisions decisions,
            Members members,
            StaffAccounts accounts,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.rows = rows;
        this.decisions = decisions;
        this.members = members;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The oldest that is due takes effect.
     *
     * @param trying takes its id before anything can fail
     * @return whether there was one
     */
    @Transactional
    @TransactionConfiguration(timeout = TIMEOUT_SECONDS)
    boolean takeEffect(Caller system, AtomicReference<@Nullable UUID> trying) {
        return database.call(connection -> {
            HeldDecisionRows.Complete due =
                    HeldDecisionRows.isMyTurn(connection) ? rows.lockDue(connection, clock.instant()) : null;
            if (due == null) {
                return false;
            }
            Held decision = due.decision();
            trying.set(decision.id());
            if (accounts.isShutOut(system, decision.by().login())) {
                drop(connection, decision.id(), "The account was disabled or reset before this took effect.");
                return true;
            }
            decide(due);
            rows.remove(connection, decision.id(), null);
            return true;
        });
    }

    private void decide(HeldDecisionRows.Complete due) {
        Held decision = due.decision();
        Caller person = members.staff(SYSTEM, decision.by().login(), StaffRole.REVIEWER);
        if (decision.submissionId() != null) {
            decisions.decideSubmissionWithin(
                    person, decision.submissionId(), decision.verdict(), due.reason(), Set.of());
        } else if (due.seen().size() == 1) {
            Decisions.Seen one = due.seen().get(0);
            decisions.decide(person, one.listingId(), decision.verdict(), due.reason(), due.labels(), one.revision());
        } else {
            List<UUID> left = decisions
                    .decideTogether(person, due.seen(), decision.verdict(), due.reason())
                    .left();
            if (!left.isEmpty()) {
                auditDrop(decision, left, "They were decided or changed before this took effect.");
            }
        }
    }

    private void auditDrop(Held decision, List<UUID> listings, String why) {
        Map<String, Object> details = new LinkedHashMap<>(HeldDecisions.details(decision));
        details.put("listings", listings);
        details.put("why", why);
        Caller person = members.staff(SYSTEM, decision.by().login(), StaffRole.REVIEWER);
        audit.record(person, "decision.drop", null, decision.id().toString(), details);
    }

    /** What the rules refuse now, as the listing was changed meanwhile, is dropped: the listing is back in the queue. */
    @Transactional
    void drop(Caller system, UUID id, String why) {
        database.run(connection -> drop(connection, id, why));
    }

    private void drop(Connection connection, UUID id, String why) throws SQLException {
        Held dropped = rows.remove(connection, id, null);
        if (dropped != null) { // nobody has undone it meanwhile
            auditDrop(dropped, dropped.listings(), why);
        }
    }

    /** After a fault: again in some seconds, and dropped after minutes. */
    @Transactional
    void postpone(Caller system, UUID id) {
        database.run(connection -> {
            if (rows.postpone(connection, id, clock.instant().plus(AGAIN)) >= MOST_ATTEMPTS) {
                drop(connection, id, "It failed again and again; the log says why.");
            }
        });
    }

    /** Looks each second; what failed does not stop what comes after it. */
    @Singleton
    static class Timer {

        private final DueDecisions due;
        private final Desk desk;

        Timer(DueDecisions due, Desk desk) {
            this.due = due;
            this.desk = desk;
        }

        @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void takeEffect() {
            boolean more = true;
            while (more) {
                AtomicReference<@Nullable UUID> trying = new AtomicReference<>();
                try {
                    more = due.takeEffect(SYSTEM, trying);
                } catch (ProblemException e) {
                    due.drop(SYSTEM, Objects.requireNonNull(trying.get()), e.detail());
                } catch (RuntimeException e) {
                    UUID id = trying.get();
                    LOG.errorf(e, "The decision %s could not take effect", id);
                    if (id == null) {
                        return;
                    }
                    due.postpone(SYSTEM, id);
                }
            }
        }

        @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void forgetClaims() {
            desk.forget(SYSTEM);
        }
    }
}
