package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Ends tokens before their time. */
@Singleton
@ActsAs
class Revocation {

    private final EntityManager entities;
    private final Directory directory;
    private final AuditTrail audit;

    Revocation(EntityManager entities, Directory directory, AuditTrail audit) {
        this.entities = entities;
        this.directory = directory;
        this.audit = audit;
    }

    /** Forgets revoked tokens that have expired on the way. */
    @Transactional
    public void revoke(Caller caller, AccessToken token) {
        directory.changing(caller);
        entities.createNativeQuery("DELETE FROM revoked_token WHERE expires_at < now()")
                .executeUpdate();
        int added = entities.createNativeQuery(
                        "INSERT INTO revoked_token (jti, expires_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                .setParameter(1, token.id())
                .setParameter(2, token.expiresAt())
                .executeUpdate();
        if (added > 0) {
            audit.record(caller, "token.revoke", null, token.id(), Map.of());
        }
    }
}
