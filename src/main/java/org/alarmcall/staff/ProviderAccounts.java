package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.staff.StaffSession.Stage;
import org.alarmcall.staff.oidc.Person;

/**
 * Accounts of people whom the provider knows, found by issuer and subject and by nothing else: an e-mail address at the
 * provider opens no account that has a password here.
 */
@Singleton
@ActsAs
@Transactional
class ProviderAccounts {

    private static final String METHOD = "oidc";
    private static final String NO_ROLE =
            "You have no role in this console. Ask who gives roles in your organisation, then sign in again.";

    private final Database database;
    private final StaffSessions sessions;
    private final AuditLog audit;

    ProviderAccounts(Database database, StaffSessions sessions, AuditLog audit) {
        this.database = database;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** What came of a sign-in; no exception, since a refusal is kept in the audit. */
    sealed interface Outcome permits SignedIn, Refused {}

    record SignedIn(Started started) implements Outcome {}

    /** @param reason for the person */
    record Refused(String reason) implements Outcome {}

    public Outcome signIn(Caller caller, Person person, From from) {
        if (person.role().isEmpty()) {
            find(caller, person).ifPresent(account -> takeRights(caller, account));
            return refuse(caller, person, from, "no role", NO_ROLE);
        }
        StaffRole role = person.role().get();
        StaffAccount before = find(caller, person).orElseGet(() -> make(caller, person, role));
        if (before.isDisabled()) {
            return refuse(caller, person, from, "disabled", "Your account is disabled. Ask an administrator.");
        }
        recordRole(caller, before, role);
        StaffAccount account = database.call(connection -> IdentityRows.update(connection, person, role));
        Started started = sessions.start(caller, account, Stage.FULL, from);
        audit.record(
                caller, "staff.sign_in", null, account.login(), Map.of("method", METHOD, "address", from.address()));
        return new SignedIn(started);
    }

    private Optional<StaffAccount> find(Caller caller, Person person) {
        return database.call(connection -> IdentityRows.lock(connection, person));
    }

    private StaffAccount make(Caller caller, Person person, StaffRole role) {
        if (database.call(connection -> IdentityRows.insert(connection, person, role))) {
            audit.record(
                    caller,
                    "staff.create",
                    null,
                    IdentityRows.login(person),
                    Map.of("role", role.wire(), "method", METHOD, "issuer", person.issuer()));
        }
        return find(caller, person).orElseThrow();
    }

    /** The account stays for who gets a role again; until then it is nobody's administrator, and signed in nowhere. */
    private void takeRights(Caller caller, StaffAccount account) {
        recordRole(caller, account, StaffRole.REVIEWER);
        database.run(connection -> IdentityRows.setRole(connection, account.id(), StaffRole.REVIEWER));
        sessions.endAll(caller, account.id(), null);
    }

    private void recordRole(Caller caller, StaffAccount account, StaffRole role) {
        if (account.role() != role) {
            audit.record(
                    caller,
                    "staff.role",
                    null,
                    account.login(),
                    Map.of("from", account.role().wire(), "to", role.wire(), "method", METHOD));
        }
    }

    private Refused refuse(Caller caller, Person person, From from, String why, String reason) {
        audit.record(
                caller,
                "staff.sign_in_refused",
                null,
                IdentityRows.login(person),
                Map.of("method", METHOD, "reason", why, "address", from.address()));
        return new Refused(reason);
    }
}
