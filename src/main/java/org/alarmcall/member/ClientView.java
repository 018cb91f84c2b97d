package org.alarmcall.member;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An API client as sent.
 *
 * @param collections slugs that it is limited to; empty when it is not limited
 * @param expiresAt null for never
 * @param previousSecretUntil until when the secret before the last rotation works; null when it was never rotated
 * @param lastUsedAt when it last got a token, less than an hour early; null for never
 */
public record ClientView(
        String clientId,
        String name,
        List<String> scopes,
        List<String> collections,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant previousSecretUntil,

        @Schema(
                description = "When it last got an access token: to the hour, so the last one may be up to an hour"
                        + " younger, and some seconds late; null for never, or not since the server keeps it")
        @Nullable
        Instant lastUsedAt) {}
