package org.alarmcall.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as sent.
 *
 * @param member who did it; null for the server itself
 * @param clientId by which client, or {@code system:<work>}
 * @param collection null for what is of no collection
 */
public record AuditEntryView(
        long id,
        Instant at,
        @Nullable String member,
        String clientId,
        String action,
        @Nullable String collection,
        String subject,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String details) {}
