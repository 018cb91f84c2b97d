package org.alarmcall.staff;

import com.webauthn4j.data.AuthenticationData;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.Passkeys.Passkey;
import org.alarmcall.staff.SecondFactor.Kind;
import org.alarmcall.staff.StaffSession.Stage;
import org.apache.commons.codec.binary.Base32;

/**
 * Door: how a person proves who it is. First the password, then a second factor. A failure never says what was wrong, and
 * takes the same work for a login that nobody has; after some, each step throws a 429 with {@code Retry-After}.
 */
@Singleton
public class SignIn {

    private static final String PASSKEY_NAME = "Passkey";
    private static final String RECOVERY = "recovery code";

    private final Passwords passwords;
    private final Factors factors;
    private final Totp totp;
    private final Passkeys passkeys;
    private final RecoveryCodes recoveryCodes;
    private final Attempts attempts;
    private final SignInSteps steps;
    private final SignInWays ways;
    private final OwnAccount own;

    SignIn(
            Passwords passwords,
            Factors factors,
            Totp totp,
            Passkeys passkeys,
            RecoveryCodes recoveryCodes,
            Attempts attempts,
            SignInSteps steps,
            SignInWays ways,
            OwnAccount own) {
        this.passwords = passwords;
        this.factors = factors;
        this.totp = totp;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.attempts = attempts;
        this.steps = steps;
        this.ways = ways;
        this.own = own;
    }

    /** The first step. No transaction and no connection waits while the password is hashed. */
    public Optional<Started> password(Caller caller, String login, String password, From from) {
        ways.needLocal();
        String wanted = login.strip().toLowerCase(Locale.ROOT);
        if (password.length() > Passwords.MAX_LENGTH || wanted.length() > NewAccount.MAX_LENGTH) {
            return Optional.empty();
        }
        attempts.begin(caller, wanted, from.address());
        Optional<WithPassword> found = steps.find(caller, wanted);
        boolean matches = passwords.matches(
                password, found.map(WithPassword::passwordHash).orElse(null));
        return found.filter(each -> matches && each.account().status() == StaffAccount.Status.ACTIVE)
                .flatMap(each -> {
                    attempts.rightPassword(caller, from.address());
                    return steps.half(caller, each, from);
                });
    }

    /** The second step with a code of an authenticator app or a recovery code. A full session takes the half one's place. */
    public Optional<Started> code(Caller caller, StaffSession half, String code, From from) {
        return second(caller, half, isCode(code), from);
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
    public Optional<Enrolled> enrolTotp(Caller caller, StaffSession half, String key, String code, From from) {
        Optional<byte[]> bytes = Totp.read(key);
        if (half.stage() != Stage.ENROL || bytes.isEmpty()) {
            return Optional.empty();
        }
        return steps.enrol(
                caller,
                half,
                (connection, account) -> name(Kind.TOTP, factors.setTotp(connection, account, bytes.get(), code)),
                from);
    }

    /** What a browser needs to make a passkey: JSON for {@code parseCreationOptionsFromJSON}. */
    public String passkeyToMake(Caller caller, StaffSession session) {
        return passkeys.creationOptions(session, steps.passkeys(caller, session.account()));
    }

    /** What a browser needs to use a passkey: JSON for {@code parseRequestOptionsFromJSON}; empty when there is none. */
    public Optional<String> passkeyToUse(Caller caller, StaffSession session) {
        List<byte[]> known = steps.passkeys(caller, session.account());
        return known.isEmpty() ? Optional.empty() : Optional.of(passkeys.requestOptions(session, known));
    }

    /** The second step with a passkey: the browser's answer to {@link #passkeyToUse}. */
    public Optional<Started> passkey(Caller caller, StaffSession half, String answer, From from) {
        return second(caller, half, isSigned(half, answer), from);
    }

    /**
     * For who is signed in, and is to change how it signs in: the password, and a second factor again. A new session takes
     * the place of the one before, so a copy of its token is worth nothing from then on. Guesses are counted with those at
     * the sign-in.
     *
     * @param credential the browser's answer to {@link #passkeyToUse}; when it is empty, {@code code} counts
     */
    public Optional<Started> confirm(
            Caller caller, StaffSession session, String password, String code, String credential, From from) {
        StaffAccount account = session.account();
        if (session.stage() != Stage.FULL || account.external() || password.length() > Passwords.MAX_LENGTH) {
            return Optional.empty();
        }
        attempts.begin(caller, account.login(), from.address());
        Optional<WithPassword> right =
                steps.find(caller, account.login()).filter(found -> passwords.matches(password, found.passwordHash()));
        SignInSteps.Check check = credential.isEmpty() ? isCode(code) : isSigned(session, credential);
        Optional<Started> started = steps.again(caller, session, right, check, from);
        if (started.isPresent()) {
            attempts.right(caller, account.login(), from.address());
        }
        return started;
    }

    /** As {@link #enrolTotp}, with a passkey: the browser's answer to {@link #passkeyToMake}. */
    public Optional<Enrolled> enrolPasskey(Caller caller, StaffSession half, String answer, From from) {
        if (half.stage() != Stage.ENROL) {
            return Optional.empty();
        }
        return passkeys.made(half, answer).flatMap(made -> steps.enrol(caller, half, adding(made), from));
    }

    /**
     * Sets a new password, and ends the person's other sessions. No transaction waits while it is hashed.
     *
     * @throws ProblemException as each change of {@link OwnAccount}; 422 for a password that is too short or too long
     */
    public void changePassword(Caller caller, StaffSession session, String wanted) {
        OwnAccount.needConfirmed(session);
        Passwords.check(wanted);
        own.setPassword(caller, session, passwords.hash(wanted));
    }

    private SignInSteps.Addition adding(Passkey made) {
        return (connection, account) -> name(Kind.PASSKEY, factors.addPasskey(connection, account, PASSKEY_NAME, made));
    }

    private SignInSteps.Check isCode(String code) {
        return (connection, account) -> Totp.isCode(code)
                ? name(Kind.TOTP, factors.useTotp(connection, account, code))
                : recoveryCodes.use(connection, account, code) ? Optional.of(RECOVERY) : Optional.empty();
    }

    private SignInSteps.Check isSigned(StaffSession session, String answer) {
        Optional<AuthenticationData> data = passkeys.read(answer);
        return (connection, account) ->
                name(Kind.PASSKEY, data.isPresent() && factors.usePasskey(connection, session, data.get()));
    }

    /** What the audit calls a factor that was right. */
    private static Optional<String> name(Kind kind, boolean right) {
        return right ? Optional.of(kind.wire()) : Optional.empty();
    }

    /** Attempts at this step are counted with those at the password, which alone never takes them back. */
    private Optional<Started> second(Caller caller, StaffSession half, SignInSteps.Check check, From from) {
        if (half.stage() != Stage.FACTOR) {
            return Optional.empty();
        }
        String login = half.account().login();
        attempts.begin(caller, login, from.address());
        Optional<Started> started = steps.second(caller, half, check, from);
        if (started.isPresent()) {
            attempts.right(caller, login, from.address());
        }
        return started;
    }
}
