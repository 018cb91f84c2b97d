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
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.StaffSession.Stage;

/** The transactions of {@link SignIn}: each checks and changes as one, so that what counts once counts once. */
@Singleton
@ActsAs
@Transactional
class SignInSteps {

    /** A second factor: whether what was sent is right, and what the audit calls it. */
    interface Check {
        Optional<String> factor(Connection connection, int account) throws SQLException;
    }

    /** Adds a second factor to an account; whether it did, and what the audit calls it. */
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

    public Started half(Caller caller, StaffAccount account, From from) {
        boolean enrolled = database.call(connection -> factors.hasAny(connection, account.id()));
        return sessions.start(caller, account, enrolled ? Stage.FACTOR : Stage.ENROL, from);
    }

    public List<byte[]> passkeys(Caller caller, StaffAccount account) {
        return database.call(connection -> factors.passkeys(connection, account.id()));
    }

    /** Adds a second factor to an account that has one. */
    public boolean add(Caller caller, StaffAccount account, Addition addition) {
        Optional<String> added = database.call(connection -> addition.add(connection, account.id()));
        added.ifPresent(factor -> audit.record(caller, "staff.enrol", null, account.login(), Map.of("factor", factor)));
        return added.isPresent();
    }

    public Optional<Started> second(Caller caller, StaffSession half, Check check, From from) {
        StaffAccount account = half.account();
        Optional<String> factor = database.call(connection -> check.factor(connection, account.id()));
        if (factor.isEmpty()) {
            // Whoever is here knows the password.
            audit.record(caller, "staff.second_step_failed", null, account.login(), Map.of("address", from.address()));
        }
        return factor.map(name -> full(caller, half, name, from));
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
        return Optional.of(new Enrolled(full(caller, half, added.get(), from), codes));
    }

    private Started full(Caller caller, StaffSession half, String factor, From from) {
        sessions.end(caller, half.account().id(), half.id());
        Started started = sessions.start(caller, half.account(), Stage.FULL, from);
        audit.record(
                caller,
                "staff.sign_in",
                null,
                half.account().login(),
                Map.of("factor", factor, "address", from.address()));
        return started;
    }
}
