package org.alarmcall.member;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API client as sent.
 *
 * @param collections slugs that it is limited to; empty when it is not limited
 * @param expiresAt null for never
 * @param previousSecretUntil until when the secret before the last rotation works; null when it was never rotated
 */
public record ClientView(
        String clientId,
        String name,
        List<String> scopes,
        List<String> collections,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant previousSecretUntil) {}
