package org.alarmcall.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A program of a member that calls the API. It proves itself by a secret, of which only a hash is kept. */
@Entity
@Table(name = "api_client")
class ApiClient {

    @Id
    private String id;

    @Column(name = "member_id", updatable = false)
    private int memberId;

    private String name;

    @Column(updatable = false)
    private String[] scopes;

    @Column(updatable = false)
    private String @Nullable [] collections;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "previous_secret_hash")
    private byte @Nullable [] previousSecretHash;

    @Column(name = "previous_secret_until")
    private @Nullable Instant previousSecretUntil;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    private @Nullable Instant expiresAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    /** Written by {@link ClientUses}. */
    @Formula("(SELECT u.at FROM client_use u WHERE u.client_id = id)")
    private @Nullable Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    protected ApiClient() {}

    /** @param collections slugs that it is limited to; none for no limit */
    ApiClient(
            String id,
            int memberId,
            String name,
            Set<Scope> scopes,
            Collection<String> collections,
            byte[] secretHash,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this.id = id;
        this.memberId = memberId;
        this.name = name;
        this.scopes = scopes.stream().map(Scope::wire).sorted().toArray(String[]::new);
        this.collections = collections.isEmpty()
                ? null
                : collections.stream().distinct().sorted().toArray(String[]::new);
        this.secretHash = secretHash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    /** The present secret works on until then, beside the new one. An older one ends now. */
    void rotate(byte[] newSecretHash, Instant presentWorksUntil) {
        previousSecretHash = secretHash;
        previousSecretUntil = presentWorksUntil;
        secretHash = newSecretHash;
    }

    void remove(Instant now) {
        removedAt = now;
    }

    ClientView view() {
        return new ClientView(
                id,
                name,
                List.of(scopes),
                collections == null ? List.of() : Arrays.asList(collections),
                createdAt,
                expiresAt,
                previousSecretUntil,
                lastUsedAt);
    }
}
