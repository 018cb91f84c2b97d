package org.alarmcall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; null for all.
 *
 * @param actor a member's slug, a client id, or the login of a person of the staff
 * @param action for example {@code listing.approve}
 * @param subject the id or slug of what it was done to
 * @param from not before
 * @param until before
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant until) {}
