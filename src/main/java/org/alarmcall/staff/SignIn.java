package org.alarmcall.staff;

import com.webauthn4j.data.AuthenticationData;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.Passkeys.Passkey;
import org.alarmcall.staff.StaffSession.Stage;
import org.apache.commons.codec.binary.Base32;

/**
 * Door: how a person proves who it is. First the password, then a second factor. A failure never says what was wrong, and
 * takes the same work for a login that nobody has; after some, each step throws a 429 with {@code Retry-After}.
 */
@Singleton
public class SignIn {

    private static final String APP = "Authenticator app";
    private static final String TOTP = "totp";
    private static final String PASSKEY = "passkey";
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

    SignIn(
            Passwords passwords,
            Factors factors,
            Totp totp,
            Passkeys passkeys,
            RecoveryCodes recoveryCodes,
            Attempts attempts,
            SignInSteps steps,
            SignInWays ways) {
        this.passwords = passwords;
        this.factors = factors;
        this.totp = totp;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.attempts = attempts;
        this.steps = steps;
        this.ways = ways;
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
        return found.map(WithPassword::account)
                .filter(account -> matches && account.status() == StaffAccount.Status.ACTIVE)
                .map(account -> steps.half(caller, account, from));
    }

    /** The second step with a code of an authenticator app or a recovery code. A full session takes the half one's place. */
    public Optional<Started> code(Caller caller, StaffSession half, String code, From from) {
        String typed = code.replaceAll("\\s", "");
        return second(
                caller,
                half,
                (connection, account) -> {
                    if (typed.length() == Totp.DIGITS) {
                        return factors.useTotp(connection, account, typed) ? Optional.of(TOTP) : Optional.empty();
                    }
                    return recoveryCodes.use(connection, account, typed) ? Optional.of(RECOVERY) : Optional.empty();
                },
                from);
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
        byte[] bytes = new Base32().decode(key);
        if (half.stage() != Stage.ENROL || bytes.length != Totp.KEY_BYTES) {
            return Optional.empty();
        }
        String typed = code.replaceAll("\\s", "");
        return steps.enrol(
                caller,
                half,
                (connection, account) ->
                        factors.addTotp(connection, account, APP, bytes, typed) ? Optional.of(TOTP) : Optional.empty(),
                from);
    }

    /** What a browser needs to make a passkey: JSON for {@code parseCreationOptionsFromJSON}. */
    public String passkeyToMake(Caller caller, StaffSession session) {
        return passkeys.creationOptions(session, steps.passkeys(caller, session.account()));
    }

    /** What a browser needs to use a passkey: JSON for {@code parseRequestOptionsFromJSON}; empty when there is none. */
    public Optional<String> passkeyToUse(Caller caller, StaffSession half) {
        List<byte[]> known = steps.passkeys(caller, half.account());
        return known.isEmpty() ? Optional.empty() : Optional.of(passkeys.requestOptions(half, known));
    }

    /** The second step with a passkey: the browser's answer to {@link #passkeyToUse}. */
    public Optional<Started> passkey(Caller caller, StaffSession half, String answer, From from) {
        Optional<AuthenticationData> data = passkeys.read(answer);
        return second(
                caller,
                half,
                (connection, account) -> data.isPresent() && factors.usePasskey(connection, half, data.get())
                        ? Optional.of(PASSKEY)
                        : Optional.empty(),
                from);
    }

    /** As {@link #enrolTotp}, with a passkey: the browser's answer to {@link #passkeyToMake}. */
    public Optional<Enrolled> enrolPasskey(Caller caller, StaffSession half, String answer, From from) {
        if (half.stage() != Stage.ENROL) {
            return Optional.empty();
        }
        return passkeys.made(half, answer).flatMap(made -> steps.enrol(caller, half, adding(made), from));
    }

    /** A further passkey for who is signed in; false when the answer is not right. */
    public boolean addPasskey(Caller caller, StaffSession session, String answer) {
        return session.stage() == Stage.FULL
                && !session.account().external()
                && passkeys.made(session, answer)
                        .map(made -> steps.add(caller, session.account(), adding(made)))
                        .orElse(false);
    }

    private SignInSteps.Addition adding(Passkey made) {
        return (connection, account) ->
                factors.addPasskey(connection, account, PASSKEY_NAME, made) ? Optional.of(PASSKEY) : Optional.empty();
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
