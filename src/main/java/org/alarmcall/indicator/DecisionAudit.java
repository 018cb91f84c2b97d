package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** What the audit log says of decisions. Each listing has an entry, however many were decided at once. */
@Singleton
class DecisionAudit {

    private final AuditLog log;

    DecisionAudit(AuditLog log) {
        this.log = log;
    }

    void decided(
            Caller caller,
            CollectionRef collection,
            UUID listingId,
            DecisionRows.Pending before,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("revision", before.revision());
        putGiven(details, "reason", reason);
        if (labels != null) {
            details.put("labelsBefore", Labels.ofJson(before.labels()));
            details.put("labelsAfter", labels);
        }
        log.record(caller, action(verdict), collection.id(), listingId.toString(), details);
    }

    void firstApproved(Caller caller, CollectionRef collection, Collection<UUID> listings, @Nullable Labels labels) {
        recordEach(
                caller,
                collection,
                "listing.first_approval",
                listings,
                labels == null ? Map.of() : Map.of("labels", labels));
    }

    void decidedTogether(
            Caller caller, CollectionRef collection, List<UUID> listings, Verdict verdict, @Nullable String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("together", listings.size());
        putGiven(details, "reason", reason);
        recordEach(caller, collection, action(verdict), listings, details);
    }

    /** @param left listings of the submission that are still to be decided */
    void decidedSubmission(
            Caller caller,
            CollectionRef collection,
            UUID submissionId,
            List<UUID> listings,
            int left,
            Verdict verdict,
            @Nullable String reason) {
        recordEach(caller, collection, action(verdict), listings, Map.of("submission", submissionId));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("decided", listings.size());
        details.put("left", left);
        putGiven(details, "reason", reason);
        log.record(caller, "submission." + verdict.wire(), collection.id(), submissionId.toString(), details);
    }

    void withdrawn(Caller caller, CollectionRef collection, WithdrawnIndicator indicator, @Nullable String comment) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reason", indicator.reason());
        details.put("type", indicator.type());
        details.put("value", indicator.value());
        putGiven(details, "comment", comment);
        log.record(
                caller,
                "indicator.withdraw",
                collection.id(),
                indicator.indicatorId().toString(),
                details);
    }

    private static String action(Verdict verdict) {
        return "listing." + verdict.wire();
    }

    private static void putGiven(Map<String, Object> details, String key, @Nullable String value) {
        if (value != null) {
            details.put(key, value);
        }
    }

    private void recordEach(
            Caller caller, CollectionRef collection, String action, Collection<UUID> listings, Map<String, ?> details) {
        log.recordEach(
                caller,
                action,
                collection.id(),
                listings.stream().map(UUID::toString).toList(),
                details);
    }
}
