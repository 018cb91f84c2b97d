package org.alarmcall.feedback;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.alarmcall.indicator.Precision;
import org.alarmcall.indicator.Reporting;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.ProblemException;

/** The door for how well what members report holds. */
@Singleton
@ActsAs
@Transactional
public class Precisions {

    private final Members members;
    private final Reporting reporting;
    private final PrecisionRows rows;

    Precisions(Members members, Reporting reporting, PrecisionRows rows) {
        this.members = members;
        this.reporting = reporting;
        this.rows = rows;
    }

    /**
     * For staff: each member that ever sent a listing to the collection, by slug, as last counted.
     *
     * @throws ProblemException 404 for the collection
     */
    public List<ReporterPrecision> reporters(Caller staff, String slug) {
        CollectionRef collection = members.readable(staff, slug);
        List<Integer> reporters = reporting.reporters(staff, collection.id());
        Map<Integer, Precision> precisions = rows.of(staff, collection.id(), reporters);
        return reporters.stream()
                .map(id -> ReporterPrecision.of(members.member(staff, id), precisions.getOrDefault(id, Precision.NONE)))
                .sorted(Comparator.comparing(ReporterPrecision::member))
                .toList();
    }

    /** How the caller's own reports stand. @throws ProblemException 404 for the collection, 403 when it may not be read */
    Standing standing(Caller caller, String slug) {
        CollectionRef collection = members.readable(caller, slug);
        Reporting.Reported reported = reporting.of(caller, collection);
        return new Standing(
                reported.listings(),
                reported.feed(),
                rows.told(caller, collection.id()).orElse(null));
    }

    /** Counts each collection anew. */
    @Singleton
    static class Timer {

        private static final int MIN_STANDING_MEMBERS = 3;
        private static final Caller COUNT = Caller.system("precision");

        private final PrecisionRows rows;
        private final Members members;
        private final FeedbackConfig config;

        Timer(PrecisionRows rows, Members members, FeedbackConfig config) {
            this.rows = rows;
            this.members = members;
            this.config = config;
        }

        void refuseTooFew(@Observes StartupEvent event) {
            if (config.standingMembers() < MIN_STANDING_MEMBERS) {
                throw new IllegalStateException("alarmcall.feedback.standing-members is " + config.standingMembers()
                        + ", and a change that so few make tells what each of them says: set " + MIN_STANDING_MEMBERS
                        + " or more");
            }
        }

        @Scheduled(
                every = "${alarmcall.feedback.count-interval}",
                delayed = "1m",
                concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void count() {
            for (CollectionRef collection : members.collections(COUNT)) {
                rows.count(COUNT, collection.id(), config.standingMembers());
            }
        }
    }
}
