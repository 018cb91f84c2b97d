package org.alarmcall.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
        @Nullable Instant until) {

    /** What is asked for, without what is not. */
    Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, "actor", actor);
        put(asked, "action", action);
        put(asked, "subject", subject);
        put(asked, "from", from);
        put(asked, "until", until);
        return asked;
    }

    private static void put(Map<String, String> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value.toString());
        }
    }
}
