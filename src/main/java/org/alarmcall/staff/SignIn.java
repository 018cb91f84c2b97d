package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.StaffSession.Stage;
import org.apache.commons.codec.binary.Base32;

/** Door: how a person proves who it is. First the password, then a second factor; a failure never says what was wrong. */
@Singleton
@ActsAs
public class SignIn {

    private final Database database;
    private final Passwords passwords;
    private final Factors factors;
    private final Totp totp;
    private final StaffSessions sessions;
    private final AuditLog audit;

    SignIn(Database database, Passwords passwords, Factors factors, Totp totp, StaffSessions sessions, AuditLog audit) {
        this.database = database;
        this.passwords = passwords;
        this.factors = factors;
        this.totp = totp;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** The first step. It takes the same work for a login that nobody has. */
    @Transactional
    public Optional<Started> password(Caller caller, String login, String password, From from) {
        String wanted = login.strip().toLowerCase(Locale.ROOT);
        Optional<WithPassword> found = database.call(connection -> AccountRows.withPassword(connection, wanted));
        boolean matches = passwords.matches(
                password, found.map(WithPassword::passwordHash).orElse(null));
        if (!matches || found.isEmpty() || found.get().account().status() != StaffAccount.Status.ACTIVE) {
            return Optional.empty();
        }
        StaffAccount account = found.get().account();
        boolean enrolled = database.call(connection -> factors.hasAny(connection, account.id()));
        return Optional.of(sessions.start(caller, account, enrolled ? Stage.FACTOR : Stage.ENROL, from));
    }

    /** The second step with a code of an authenticator app. The half session ends, and a full one begins. */
    @Transactional
    public Optional<Started> code(Caller caller, StaffSession half, String code, From from) {
        if (half.stage() != Stage.FACTOR) {
            return Optional.empty();
        }
        boolean right = database.call(
                connection -> factors.useTotp(connection, half.account().id(), digits(code)));
        return right ? Optional.of(full(caller, half, "totp", from)) : Optional.empty();
    }

    /** A key for an authenticator app, in base32; it counts for nothing before {@link #enrolTotp}. */
    public String newTotpKey(Caller caller) {
        return new Base32().encodeToString(totp.newKey());
    }

    /**
     * The second step of who has no second factor yet: adds an authenticator app, when {@code code} is one of the key's.
     *
     * @param key base32, of {@link #newTotpKey}
     */
    @Transactional
    public Optional<Started> enrolTotp(Caller caller, StaffSession half, String key, String code, From from) {
        byte[] bytes = new Base32().decode(key);
        if (half.stage() != Stage.ENROL || bytes.length != Totp.KEY_BYTES) {
            return Optional.empty();
        }
        StaffAccount account = half.account();
        boolean added = database.call(
                connection -> factors.addTotp(connection, account.id(), "Authenticator app", bytes, digits(code)));
        if (!added) {
            return Optional.empty();
        }
        audit.record(caller, "staff.enrol", null, account.login(), Map.of("factor", "totp"));
        return Optional.of(full(caller, half, "totp", from));
    }

    /** As people type a code: in groups. */
    private static String digits(String code) {
        return code.replace(" ", "");
    }

    private Started full(Caller caller, StaffSession half, String factor, From from) {
        sessions.end(caller, half.id());
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
