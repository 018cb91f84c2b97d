package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coalition's keys for {@code account_hmac}: members hash sellers' identifiers under one key, so that equal accounts
 * meet and a stolen feed can't be searched for telephone numbers without it. Versioned; a key that was followed by
 * another is given out until what was hashed under it has expired.
 */
@Singleton
@ActsAs
class AccountKeys {

    private final EntityManager entities;
    private final KeyVault vault;
    private final AuditTrail audit;
    private final AccountConfig config;
    private final Clock clock;

    AccountKeys(EntityManager entities, KeyVault vault, AuditTrail audit, AccountConfig config, Clock clock) {
        this.entities = entities;
        this.vault = vault;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** Makes the first key, and fails where the present ones can't be opened. One node at a time. */
    @Transactional
    public void ensure(Caller caller) {
        lock();
        if (list(caller).isEmpty()) {
            insert(caller, 1);
        }
    }

    /** Newest first: the first is the one to report with, all are to look up with. */
    @Transactional
    public List<AccountKeyView> list(Caller caller) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery("""
                        SELECT version, key, created_at, valid_until FROM account_key
                        WHERE valid_until IS NULL OR valid_until > ?1 ORDER BY version DESC
                        """, Tuple.class)
                .setParameter(1, clock.instant())
                .getResultList();
        return rows.stream().map(this::view).toList();
    }

    /** Makes the next version, current at once. */
    @Transactional
    public AccountKeyView rotate(Caller caller) {
        lock();
        Integer newest = (Integer) entities.createNativeQuery("SELECT max(version) FROM account_key", Integer.class)
                .getSingleResult();
        entities.createNativeQuery("UPDATE account_key SET valid_until = ?1 WHERE valid_until IS NULL")
                .setParameter(1, clock.instant().plus(config.keyOverlap()))
                .executeUpdate();
        return insert(caller, newest + 1);
    }

    private void lock() {
        entities.createNativeQuery("LOCK TABLE account_key IN EXCLUSIVE MODE").executeUpdate();
    }

    private AccountKeyView insert(Caller caller, int version) {
        Instant now = clock.instant();
        byte[] key = vault.randomKey();
        entities.createNativeQuery("INSERT INTO account_key (version, key, created_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, version)
                .setParameter(2, vault.sealSecret(name(version), key))
                .setParameter(3, now)
                .executeUpdate();
        audit.record(caller, "account-key.create", null, Integer.toString(version), Map.of());
        return new AccountKeyView(version, Base64.getEncoder().encodeToString(key), true, now, null);
    }

    private AccountKeyView view(Tuple row) {
        int version = row.get(0, Integer.class);
        byte[] key = vault.openAccountKey(name(version), row.get(1, byte[].class));
        Instant until = row.get(3, Instant.class);
        return new AccountKeyView(
                version, Base64.getEncoder().encodeToString(key), until == null, row.get(2, Instant.class), until);
    }

    private static String name(int version) {
        return "account-key:" + version;
    }

    /**
     * A key as sent.
     *
     * @param version from 1
     * @param key Base64 of 32 bytes, for HMAC-SHA-256
     * @param current whether it is the one to report with
     * @param validUntil when it is given out no more; null while it is current
     */
    record AccountKeyView(
            int version,
            String key,
            boolean current,
            Instant createdAt,
            @Nullable Instant validUntil) {}
}
