package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alarmcall.platform.StartupRefused;

/**
 * Makes the coalition's first admin client. It does so whenever the coalition has none that works, so an operator who
 * removed the last one gets in again by a restart.
 */
@Singleton
@ActsAs
class Bootstrap {

    static final String ID = "alarmcall.bootstrap.admin-client-id";
    static final String SECRET = "alarmcall.bootstrap.admin-client-secret";

    private final MemberRepository members;
    private final ApiClientRepository clients;
    private final EntityManager entities;
    private final Directory directory;
    private final AuditTrail audit;
    private final Clock clock;

    Bootstrap(
            MemberRepository members,
            ApiClientRepository clients,
            EntityManager entities,
            Directory directory,
            AuditTrail audit,
            Clock clock) {
        this.members = members;
        this.clients = clients;
        this.entities = entities;
        this.directory = directory;
        this.audit = audit;
        this.clock = clock;
    }

    /** Credentials of the client that was made. */
    record Made(String clientId, String secret, boolean generated) {}

    /** Nodes that start at once queue up behind the directory's version, and one makes it; empty for the others. */
    @Transactional
    public Optional<Made> ensureAdmin(Caller caller, Optional<String> id, Optional<String> secret) {
        if (id.isPresent() != secret.isPresent()) {
            throw new StartupRefused("Set both " + ID + " and " + SECRET + ", or neither.");
        }
        if (id.isPresent() && !Names.isClientId(id.get())) {
            throw new StartupRefused(ID + " must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }
        entities.createNativeQuery("SELECT version FROM directory_version FOR UPDATE")
                .getSingleResult();
        if (hasAdmin(caller)) {
            return Optional.empty();
        }
        directory.changing(caller);
        Member coalition = members.find(caller, "coalition").orElseThrow();
        Made made = new Made(
                id.orElseGet(() -> Administration.newClientId("admin")),
                secret.orElseGet(Secrets::generate),
                secret.isEmpty());
        if (clients.isTaken(caller, made.clientId())) {
            throw new StartupRefused("The client " + made.clientId() + " has been removed or has expired. Set " + ID
                    + " to another one, or leave it out.");
        }
        Set<Scope> all = EnumSet.allOf(Scope.class);
        ApiClient client = new ApiClient(
                made.clientId(),
                coalition.id(),
                "First administrator",
                all,
                List.of(),
                Secrets.hash(made.secret()),
                clock.instant(),
                null);
        clients.persistAndFlush(client);
        audit.record(
                caller, "client.create", null, made.clientId(), Administration.details("coalition", client.view()));
        return Optional.of(made);
    }

    private boolean hasAdmin(Caller caller) {
        return (Boolean) entities.createNativeQuery("""
                        SELECT EXISTS (
                            SELECT FROM api_client c JOIN member m ON m.id = c.member_id
                            WHERE m.coalition AND 'admin' = ANY (c.scopes) AND c.removed_at IS NULL
                            AND (c.expires_at IS NULL OR c.expires_at > now()))
                        """, Boolean.class).getSingleResult();
    }
}
