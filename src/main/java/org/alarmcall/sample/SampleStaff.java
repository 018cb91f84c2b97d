package org.alarmcall.sample;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.Enrolled;
import org.alarmcall.staff.From;
import org.alarmcall.staff.Invitation;
import org.alarmcall.staff.NewAccount;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccount;
import org.alarmcall.staff.StaffAccounts;
import org.apache.commons.codec.binary.Base32;

/**
 * The person of the sample coalition who may do all in the console.
 *
 * @param totpKey base32, for an authenticator app
 * @param recoveryCodes each takes the place of a code of the app once
 */
public record SampleStaff(String login, String password, String totpKey, List<String> recoveryCodes) {

    private static final Caller CALLER = Caller.system("sample");
    private static final String LOGIN = "sample@example.org";
    private static final From HERE = new From("127.0.0.1", "the sample");

    /** Makes the account, or takes it over when its secrets are lost. */
    static SampleStaff make(StaffAccounts accounts, SignIn signIn) {
        Invitation invitation = accounts.list(CALLER).stream()
                .filter(account -> account.login().equals(LOGIN))
                .map(StaffAccount::id)
                .findAny()
                .map(id -> accounts.reset(CALLER, id))
                .orElseGet(() -> accounts.invite(
                        CALLER, new NewAccount(LOGIN, "Sam Sample", "The sample coalition", StaffRole.ADMIN)));
        String key = signIn.newTotpKey(CALLER);
        String password = signIn.newTotpKey(CALLER).substring(0, 16);
        Enrolled enrolled = signIn.enrolTotp(
                        CALLER,
                        accounts.accept(CALLER, invitation.token(), password, HERE)
                                .session(),
                        key,
                        code(key),
                        HERE)
                .orElseThrow(() -> new IllegalStateException("the code was refused"));
        return new SampleStaff(LOGIN, password, key, enrolled.recoveryCodes());
    }

    private static String code(String key) {
        TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(key), generator.getAlgorithm()), Instant.now());
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every key of bytes serves HMAC", e);
        }
    }
}
