package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.StaffSession.Stage;

/**
 * The transactions of {@link SignIn}: each locks the account, checks and changes, so that what counts once counts once, and
 * who ends an account's sessions under the same lock misses none that is just beginning.
 */
@Singleton
@ActsAs
@Transactional
class SignInSteps {

    /** A second factor: whether what was sent is right, and what the audit calls it. */
    interface Check {
        Optional<String> factor(Connection connection, int account) throws SQLException;
    }

    /** Adds the first second factor to an account; whether it did, and what the audit calls it. */
    interface Addition {
        Optional<String> add(Connection connection, int account) throws SQLException;
    }

    private final Database database;
    private final Factors factors;
    private final RecoveryCodes recoveryCodes;
    private final StaffSessions sessions;
    private final AuditLog audit;

    SignInSteps(
            Database database, Factors factors, RecoveryCodes recoveryCodes, StaffSessions sessions, AuditLog audit) {
        this.database = database;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.sessions = sessions;
        this.audit = audit;
    }

    public Optional<WithPassword> find(Caller caller, String login) {
        return database.call(connection -> AccountRows.withPassword(connection, login));
    }

    /** Half a session; empty when what the password was compared with has changed since. */
    public Optional<Started> half(Caller caller, WithPassword found, From from) {
        return database.call(connection -> AccountRows.lockUnchanged(connection, found))
                .map(account -> {
                    boolean enrolled = database.call(connection -> factors.hasAny(connection, account.id()));
                    return sessions.start(caller, account, enrolled ? Stage.FACTOR : Stage.ENROL, from);
                });
    }

    public List<byte[]> passkeys(Caller caller, StaffAccount account) {
        return database.call(connection -> factors.passkeys(connection, account.id()));
    }

    /**
     * A full session in the place of a half one.
     *
     * @throws ProblemException 409 when the half session is no longer there: an answer that came twice opens one
     */
    public Optional<Started> second(Caller caller, StaffSession half, Check check, From from) {
        StaffAccount account = half.account();
        Optional<String> factor = database.call(connection -> {
            AccountRows.lock(connection, account.id());
            return check.factor(connection, account.id());
        });
        if (factor.isEmpty()) {
            // Whoever is here knows the password.
            audit.record(caller, "staff.second_step_failed", null, account.login(), Map.of("address", from.address()));
        }
        return factor.map(name -> full(caller, half, "staff.sign_in", name, from));
    }

    /**
     * A new session in the place of one that is open.
     *
     * @param found what the password was right for; empty when it was wrong
     * @throws ProblemException 409 when the session is no longer there
     */
    public Optional<Started> again(
            Caller caller, StaffSession session, Optional<WithPassword> found, Check check, From from) {
        StaffAccount account = session.account();
        Optional<String> factor = database.call(connection -> found.isPresent()
                        && AccountRows.lockUnchanged(connection, found.get()).isPresent()
                ? check.factor(connection, account.id())
                : Optional.empty());
        if (factor.isEmpty()) {
            audit.record(caller, "staff.confirm_failed", null, account.login(), Map.of("address", from.address()));
        }
        return factor.map(name -> full(caller, session, "staff.confirm", name, from));
    }

    /** The account is locked: of two that add its first factor at once, with a password that two know, one does. */
    public Optional<Enrolled> enrol(Caller caller, StaffSession half, Addition addition, From from) {
        StaffAccount account = half.account();
        Optional<String> added = database.call(connection -> {
            AccountRows.lock(connection, account.id());
            return factors.hasAny(connection, account.id()) ? Optional.empty() : addition.add(connection, account.id());
        });
        if (added.isEmpty()) {
            return Optional.empty();
        }
        List<String> codes = database.call(connection -> recoveryCodes.replace(connection, account.id()));
        audit.record(caller, "staff.enrol", null, account.login(), Map.of("factor", added.get()));
        return Optional.of(new Enrolled(full(caller, half, "staff.sign_in", added.get(), from), codes));
    }

    private Started full(Caller caller, StaffSession before, String action, String factor, From from) {
        StaffAccount account = before.account();
        if (!sessions.end(caller, account.id(), before.id())) {
            throw Problem.CONFLICT.because("This sign-in has ended meanwhile. Begin it again.");
        }
        Started started = sessions.start(caller, account, Stage.FULL, from);
        audit.record(caller, action, null, account.login(), Map.of("factor", factor, "address", from.address()));
        return started;
    }
}
