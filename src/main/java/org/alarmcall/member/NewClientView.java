package org.alarmcall.member;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API client with its new secret, which is shown this once.
 *
 * @param collections slugs that it is limited to; empty when it is not limited
 * @param expiresAt null for never
 * @param previousSecretUntil until when the secret before this one works; null when there is none
 */
public record NewClientView(
        String clientId,
        String clientSecret,
        String name,
        List<String> scopes,
        List<String> collections,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant previousSecretUntil) {

    static NewClientView of(ClientView client, String secret) {
        return new NewClientView(
                client.clientId(),
                secret,
                client.name(),
                client.scopes(),
                client.collections(),
                client.createdAt(),
                client.expiresAt(),
                client.previousSecretUntil());
    }
}
