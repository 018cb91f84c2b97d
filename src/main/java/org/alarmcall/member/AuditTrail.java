package org.alarmcall.member;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this package asks of the audit log. It is an interface because {@code audit} stands on {@code member}, and not
 * the other way round.
 */
public interface AuditTrail {

    /** Writes an entry in the caller's transaction; there must be one. */
    void record(Caller caller, String action, @Nullable Integer collectionId, String subject, Map<String, ?> details);
}
