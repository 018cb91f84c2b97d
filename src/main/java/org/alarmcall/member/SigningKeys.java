package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that sign tokens: made at the first start, rotated on command. */
@Singleton
@ActsAs
class SigningKeys {

    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final Directory directory;
    private final KeyVault vault;
    private final AuditTrail audit;
    private final TokenConfig config;
    private final Clock clock;

    SigningKeys(
            EntityManager entities,
            Directory directory,
            KeyVault vault,
            AuditTrail audit,
            TokenConfig config,
            Clock clock) {
        this.entities = entities;
        this.directory = directory;
        this.vault = vault;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** Makes the first key. Nodes that start at once queue up behind the directory's version, and one makes it. */
    @Transactional
    public void ensure(Caller caller) {
        entities.createNativeQuery("SELECT version FROM directory_version FOR UPDATE")
                .getSingleResult();
        Object keys = entities.createNativeQuery(
                        "SELECT count(*) FROM signing_key WHERE verifies_until IS NULL", Long.class)
                .getSingleResult();
        if (keys.equals(0L)) {
            directory.changing(caller);
            insert(caller, Instant.EPOCH);
        }
    }

    /** Publishes a new key at once. It signs after the activation delay; the old one verifies until its tokens ended. */
    @Transactional
    public SigningKeyView rotate(Caller caller) {
        directory.changing(caller);
        Instant signsFrom = clock.instant().plus(config.keyActivationDelay());
        entities.createNativeQuery("UPDATE signing_key SET verifies_until = ?1 WHERE verifies_until IS NULL")
                .setParameter(1, signsFrom.plus(config.lifetime()).plus(CLOCK_SKEW))
                .executeUpdate();
        entities.createNativeQuery("DELETE FROM signing_key WHERE verifies_until < now() - interval '1 day'")
                .executeUpdate();
        String kid = insert(caller, signsFrom);
        return new SigningKeyView(kid, "next", clock.instant(), signsFrom, null);
    }

    List<SigningKeyView> list(Caller caller) {
        DirectorySnapshot now = directory.current();
        String signing = now.signingKey(clock.instant()).kid();
        return now.keys().values().stream()
                .filter(key -> key.verifies(clock.instant()))
                .sorted(SigningKey.BY_AGE.reversed())
                .map(key -> SigningKeyView.of(key, signing, clock.instant()))
                .toList();
    }

    private String insert(Caller caller, Instant signsFrom) {
        KeyVault.Sealed key = vault.make();
        entities.createNativeQuery("""
                        INSERT INTO signing_key (kid, algorithm, public_key, private_key, created_at, signs_from)
                        VALUES (?1, 'ES256', ?2, ?3, ?4, ?5)
                        """)
                .setParameter(1, key.kid())
                .setParameter(2, key.publicKey())
                .setParameter(3, key.privateKey())
                .setParameter(4, clock.instant())
                .setParameter(5, signsFrom)
                .executeUpdate();
        audit.record(caller, "signing-key.create", null, key.kid(), Map.of("signsFrom", signsFrom.toString()));
        return key.kid();
    }

    /**
     * A signing key as sent.
     *
     * @param use {@code next}, {@code signing} or {@code verifying}
     * @param verifiesUntil null while it is the newest
     */
    record SigningKeyView(
            String kid,
            String use,
            Instant createdAt,
            Instant signsFrom,
            @Nullable Instant verifiesUntil) {

        static SigningKeyView of(SigningKey key, String signing, Instant now) {
            String use = key.kid().equals(signing) ? "signing" : now.isBefore(key.signsFrom()) ? "next" : "verifying";
            return new SigningKeyView(key.kid(), use, key.createdAt(), key.signsFrom(), key.verifiesUntil());
        }
    }
}
