package org.alarmcall.desk;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Door: decisions of the console wait some seconds before they take effect, so that they can be undone before a single
 * platform has heard of them. They are rows: a restart loses none.
 */
@Singleton
@ActsAs
@Transactional
public class HeldDecisions {

    private final Database database;
    private final HeldDecisionRows rows;
    private final Decisions decisions;
    private final AuditLog audit;
    private final DeskConfig config;
    private final Ids ids;
    private final Clock clock;

    HeldDecisions(
            Database database,
            HeldDecisionRows rows,
            Decisions decisions,
            AuditLog audit,
            DeskConfig config,
            Ids ids,
            Clock clock) {
        this.database = database;
        this.rows = rows;
        this.decisions = decisions;
        this.audit = audit;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Decides listings that were looked at. Those that have changed, are decided or are being decided are left.
     *
     * @param title what it is about, for the person, by how many of them are decided
     * @param labels in place of the one listing's; null to leave them
     * @return how many are decided
     * @throws ProblemException 409 when none is left
     */
    public int hold(
            Caller caller,
            Person person,
            IntFunction<String> title,
            List<Decisions.Seen> seen,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels) {
        verdict.checkReason(reason);
        return database.call(connection -> {
            List<Decisions.Seen> open = decisions.stillOpen(caller, seen);
            List<UUID> taken = rows.held(connection, SqlArrays.column(open, Decisions.Seen::listingId));
            List<Decisions.Seen> left = open.stream()
                    .filter(one -> !taken.contains(one.listingId()))
                    .toList();
            if (left.isEmpty()) {
                throw Problem.CONFLICT.because(
                        "Somebody has just decided this, or the member has changed it. This is how it is now.");
            }
            List<UUID> listings = left.stream().map(Decisions.Seen::listingId).toList();
            Instant now = clock.instant();
            Held decision = new Held(
                    ids.ordered(), person, verdict, title.apply(left.size()), listings, null, now.plus(config.undo()));
            rows.add(connection, new HeldDecisionRows.Complete(decision, left, reason, labels), now);
            return left.size();
        });
    }

    /**
     * Decides all of a submission that still waits when it takes effect. The same again by the same person is one.
     *
     * @throws ProblemException 409 when another decision of it waits to take effect
     */
    public void holdSubmission(
            Caller caller, Person person, String title, UUID submissionId, Verdict verdict, @Nullable String reason) {
        verdict.checkReason(reason);
        Instant now = clock.instant();
        Held decision =
                new Held(ids.ordered(), person, verdict, title, List.of(), submissionId, now.plus(config.undo()));
        database.run(connection -> {
            rows.lockSubmission(connection, submissionId);
            for (Held earlier : rows.all(connection)) {
                if (submissionId.equals(earlier.submissionId())) {
                    if (earlier.by().login().equals(person.login()) && earlier.verdict() == verdict) {
                        return; // the same click again
                    }
                    throw Problem.CONFLICT.because(earlier.by().name()
                            + " has just decided this submission. Undo that first, or wait until it takes effect.");
                }
            }
            rows.add(connection, new HeldDecisionRows.Complete(decision, List.of(), reason, null), now);
        });
    }

    /** What waits to take effect, oldest first; a few rows. */
    public List<Held> waiting(Caller caller) {
        return database.call(rows::all);
    }

    /**
     * Takes a person's own decision back, as if it had not been.
     *
     * @throws ProblemException 409 when it has taken effect
     */
    public Held undo(Caller caller, Person person, UUID id) {
        return database.call(connection -> {
            Held undone = rows.remove(connection, id, person.login());
            if (undone == null) {
                throw Problem.CONFLICT.because("This has taken effect already. Open the listing to see it.");
            }
            audit.record(caller, "decision.undo", null, id.toString(), details(undone));
            return undone;
        });
    }

    static Map<String, Object> details(Held decision) {
        return Map.of(
                "decision", decision.verdict().wire(),
                "listings", decision.listings(),
                "submission", decision.submissionId() == null ? "" : decision.submissionId());
    }
}
