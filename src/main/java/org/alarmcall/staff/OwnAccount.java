package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.Passkeys.Passkey;
import org.alarmcall.staff.SecondFactor.Kind;

/**
 * Door: how a person looks after the ways in which it signs in. Each change locks the account, so that of two at once the
 * second sees what the first did, and throws
 *
 * <ul>
 *   <li>403 when the session was not {@linkplain StaffSession#confirmed confirmed} just now;
 *   <li>409 for an account of the organisation's provider, and when the session has ended meanwhile.
 * </ul>
 */
@Singleton
@ActsAs
@Transactional
public class OwnAccount {

    static final int MOST_PASSKEYS = 10;
    static final int MAX_NAME = 100;

    private final Database database;
    private final Factors factors;
    private final Passkeys passkeys;
    private final RecoveryCodes recoveryCodes;
    private final StaffSessions sessions;
    private final AuditLog audit;

    OwnAccount(
            Database database,
            Factors factors,
            Passkeys passkeys,
            RecoveryCodes recoveryCodes,
            StaffSessions sessions,
            AuditLog audit) {
        this.database = database;
        this.factors = factors;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** The person's second factors, the oldest first. */
    public List<SecondFactor> factors(Caller caller, StaffSession session) {
        return database.call(
                connection -> factors.list(connection, session.account().id()));
    }

    /** How many recovery codes the person has left. */
    public int recoveryCodesLeft(Caller caller, StaffSession session) {
        return database.call(
                connection -> recoveryCodes.left(connection, session.account().id()));
    }

    /**
     * A further passkey: the browser's answer to {@link SignIn#passkeyToMake}.
     *
     * @param name the person's word for it, one line of 1 to {@link #MAX_NAME} characters; else 422
     * @return false when the answer is not right, or some account has the passkey already
     * @throws ProblemException 409 too when there are {@link #MOST_PASSKEYS} already
     */
    public boolean addPasskey(Caller caller, StaffSession session, String name, String answer) {
        needConfirmed(session);
        String wanted = checkName(name);
        Optional<Passkey> made = passkeys.made(session, answer);
        if (made.isEmpty()) {
            return false;
        }
        boolean added = database.call(connection -> {
            StaffAccount account = lock(caller, connection, session);
            if (factors.passkeys(connection, account.id()).size() >= MOST_PASSKEYS) {
                throw Problem.CONFLICT.because(
                        "You have " + MOST_PASSKEYS + " passkeys, which is the most. Remove one first.");
            }
            return factors.addPasskey(connection, account.id(), wanted, made.get());
        });
        if (added) {
            record(caller, session, "staff.enrol", Map.of("factor", Kind.PASSKEY.wire()));
        }
        return added;
    }

    /**
     * An authenticator app, in the place of the one before; then the person's other sessions end.
     *
     * @param key base32, of {@link SignIn#newTotpKey}
     * @return false when {@code code} is not one of the key's
     */
    public boolean setApp(Caller caller, StaffSession session, String key, String code) {
        needConfirmed(session);
        Optional<byte[]> bytes = Totp.read(key);
        if (bytes.isEmpty()) {
            return false;
        }
        return database.call(connection -> {
            StaffAccount account = lock(caller, connection, session);
            boolean replaces = factors.list(connection, account.id()).stream().anyMatch(SecondFactor::isApp);
            if (!factors.setTotp(connection, account.id(), bytes.get(), code)) {
                return false;
            }
            if (replaces) {
                sessions.endAll(caller, account.id(), session.id());
            }
            record(caller, session, "staff.enrol", Map.of("factor", Kind.TOTP.wire(), "replaces", replaces));
            return true;
        });
    }

    /**
     * Gives a factor another name.
     *
     * @param name as for {@link #addPasskey}
     * @throws ProblemException 404 when the person has no such factor
     */
    public void rename(Caller caller, StaffSession session, UUID factor, String name) {
        needConfirmed(session);
        String wanted = checkName(name);
        database.run(connection -> {
            StaffAccount account = lock(caller, connection, session);
            if (!factors.rename(connection, account.id(), factor, wanted)) {
                throw noFactor();
            }
        });
        record(caller, session, "staff.factor_rename", Map.of("id", factor));
    }

    /**
     * Ends the person's other sessions too: one of them may be the finder's of a lost device.
     *
     * @throws ProblemException 404 when the person has no such factor; 409 when it is the last one
     */
    public void remove(Caller caller, StaffSession session, UUID factor) {
        needConfirmed(session);
        database.run(connection -> {
            StaffAccount account = lock(caller, connection, session);
            List<SecondFactor> all = factors.list(connection, account.id());
            SecondFactor removed = all.stream()
                    .filter(each -> each.id().equals(factor))
                    .findAny()
                    .orElseThrow(OwnAccount::noFactor);
            if (all.size() == 1) {
                throw Problem.CONFLICT.because("This is your last second step. Add another one first.");
            }
            factors.delete(connection, account.id(), factor);
            sessions.endAll(caller, account.id(), session.id());
            record(
                    caller,
                    session,
                    "staff.factor_remove",
                    Map.of("factor", removed.kind().wire(), "id", factor));
        });
    }

    /** New recovery codes, shown once; earlier ones no longer count. */
    public List<String> newRecoveryCodes(Caller caller, StaffSession session) {
        needConfirmed(session);
        List<String> codes = database.call(connection -> {
            StaffAccount account = lock(caller, connection, session);
            return recoveryCodes.replace(connection, account.id());
        });
        record(caller, session, "staff.recovery_codes", Map.of());
        return codes;
    }

    /** Of {@link SignIn#changePassword}. Ends the person's other sessions. */
    void setPassword(Caller caller, StaffSession session, String hash) {
        needConfirmed(session);
        database.run(connection -> {
            StaffAccount account = lock(caller, connection, session);
            AccountRows.setPassword(connection, account.id(), hash);
        });
        sessions.endAll(caller, session.account().id(), session.id());
        record(caller, session, "staff.password", Map.of());
    }

    /** Ends one of the person's sessions, for which nothing has to be confirmed. */
    public void endSession(Caller caller, StaffSession session, UUID ended) {
        if (sessions.end(caller, session.account().id(), ended)) {
            record(caller, session, "staff.session_end", Map.of("id", ended));
        }
    }

    /** Ends all the person's sessions but this one, for which nothing has to be confirmed. */
    public void endOtherSessions(Caller caller, StaffSession session) {
        database.run(connection -> lock(caller, connection, session));
        sessions.endAll(caller, session.account().id(), session.id());
        record(caller, session, "staff.session_end", Map.of("all", true));
    }

    static void needConfirmed(StaffSession session) {
        if (session.account().external()) {
            throw Problem.CONFLICT.because("Your organisation's provider signs you in. Change there how it does.");
        }
        if (!session.confirmed()) {
            throw Problem.FORBIDDEN.because("Confirm first that it is you.");
        }
    }

    private static String checkName(String name) {
        String wanted = name.strip();
        String fault = wanted.isEmpty() ? "must not be empty" : PlainText.lineFault(wanted, MAX_NAME);
        if (fault != null) {
            throw ProblemException.invalid("/name", fault);
        }
        return wanted;
    }

    private static ProblemException noFactor() {
        return Problem.NOT_FOUND.because("You have no such second step, or no longer.");
    }

    /** A session that was ended by who had the lock before changes nothing more. */
    private StaffAccount lock(Caller caller, Connection connection, StaffSession session) throws SQLException {
        StaffAccount account =
                AccountRows.lock(connection, session.account().id()).orElseThrow();
        if (!sessions.isOpen(caller, account.id(), session.id())) {
            throw Problem.CONFLICT.because("You were signed out meanwhile. Sign in again.");
        }
        return account;
    }

    private void record(Caller caller, StaffSession session, String action, Map<String, ?> details) {
        audit.record(caller, action, null, session.account().login(), details);
    }
}
