package org.alarmcall.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.spi.CDI;
import java.security.InvalidKeyException;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.staff.Enrolled;
import org.alarmcall.staff.From;
import org.alarmcall.staff.Invitation;
import org.alarmcall.staff.NewAccount;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.staff.Started;
import org.apache.commons.codec.binary.Base32;

/**
 * A person of the staff with a password and an authenticator app, made through the doors. Every login is new, so tests
 * share nobody.
 */
public final class TestStaff {

    private static final Caller SYSTEM = Caller.system("test");
    private static final From HERE = new From("127.0.0.1", "a test");
    private static final String PASSWORD = "correct horse battery";
    private static final long STEP_SECONDS = 30;

    private final String login;
    private final byte[] key;
    private final String session;
    private final List<String> recoveryCodes;
    private int codes;

    private TestStaff(String login, byte[] key, Enrolled enrolled) {
        this.login = login;
        this.key = key;
        this.session = enrolled.started().token();
        this.recoveryCodes = enrolled.recoveryCodes();
    }

    public static TestStaff with(StaffRole role) {
        StaffAccounts accounts = CDI.current().select(StaffAccounts.class).get();
        String login = TestMembers.name(role.wire()) + "@example.org";
        Invitation invitation = accounts.invite(SYSTEM, new NewAccount(login, "Sam " + role.wire(), "WWF", role));
        Started started = accounts.accept(SYSTEM, invitation.token(), PASSWORD, HERE);
        SignIn signIn = CDI.current().select(SignIn.class).get();
        String key = signIn.newTotpKey(SYSTEM);
        byte[] bytes = new Base32().decode(key);
        Supplier<Optional<Enrolled>> enrol =
                () -> signIn.enrolTotp(SYSTEM, started.session(), key, code(bytes, -1), HERE);
        // The code of the last half minute counts no more when this one has just ended: then there is a newer one.
        Enrolled enrolled = enrol.get().or(enrol).orElseThrow();
        return new TestStaff(login, bytes, enrolled);
    }

    public String login() {
        return login;
    }

    public String password() {
        return PASSWORD;
    }

    /** The client as which the person acts, for example in the audit. */
    public String clientId() {
        return "staff:" + login;
    }

    /** A code that the account has not seen. There are two: of this half minute and of the next, which also counts. */
    public String code() {
        return code(key, codes++);
    }

    public List<String> recoveryCodes() {
        return recoveryCodes;
    }

    /** A code of the app that has this key, in base32, and has not been asked before. */
    public static String code(String key) {
        return code(new Base32().decode(key), 0);
    }

    /** Lets the person's sessions be an hour old: what was confirmed at their begin counts no longer. */
    public void growOld() {
        Database database = CDI.current().select(Database.class).get();
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement update = connection.prepareStatement("""
                                    UPDATE staff_session SET created_at = created_at - interval '1 hour'
                                    WHERE account_id = (SELECT id FROM staff_account WHERE login = ?)
                                    """)) {
                        named.execute();
                        update.setString(1, login);
                        assertTrue(update.executeUpdate() > 0);
                    }
                }));
    }

    /** The token of a session, for the cookie: the one that began when the account was made. */
    public String session() {
        return session;
    }

    private static String code(byte[] key, int stepsFromNow) {
        TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(key, generator.getAlgorithm()),
                    Instant.now().plusSeconds(stepsFromNow * STEP_SECONDS));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
