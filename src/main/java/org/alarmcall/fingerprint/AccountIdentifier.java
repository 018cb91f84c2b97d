package org.alarmcall.fingerprint;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a seller, in one spelling and with its kind before it. It leaves a member's machine only as an HMAC
 * under the coalition's key: a plain hash of an e-mail address or a telephone number is undone by hashing all of them.
 */
public final class AccountIdentifier {

    /** Bytes of a key: those of the hash. */
    public static final int MIN_KEY_BYTES = 32;

    private static final int MAX_EMAIL = 254;
    private static final int MAX_HANDLE = 100;

    private static final Pattern LOCAL_PART = Pattern.compile("[^\\s\\p{Cntrl}@\"(),:;<>\\[\\]\\\\]{1,64}");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\s\\p{Cntrl}]");

    /** One mailbox under two names, which takes dots as nothing and what follows a plus sign as a note. */
    private static final Set<String> GOOGLE = Set.of("gmail.com", "googlemail.com");

    private final String message;

    private AccountIdentifier(String message) {
        this.message = message;
    }

    /** What is put through the HMAC, for example {@code email:seller@example.com}. */
    public String message() {
        return message;
    }

    /** Neither a name nor a number in the clear where things are logged. */
    @Override
    public String toString() {
        return message.substring(0, message.indexOf(':')) + ":...";
    }

    /**
     * An e-mail address: in lower case, its domain in ASCII; without dots and {@code +note} at Google's.
     *
     * @throws FingerprintException when it is none
     */
    public static AccountIdentifier email(String address) {
        String text =
                Normalizer.normalize(address.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        if (at < 1
                || text.length() > MAX_EMAIL
                || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
            throw new FingerprintException("an e-mail address is name@domain");
        }
        String name = text.substring(0, at);
        String domain = CanonicalUrl.host(text.substring(at + 1));
        if (domain.indexOf('.') < 1 || domain.endsWith(".")) {
            throw new FingerprintException("an e-mail address is name@domain");
        }
        if (GOOGLE.contains(domain)) {
            int plus = name.indexOf('+', 1);
            name = (plus < 0 ? name : name.substring(0, plus)).replace(".", "");
            domain = "gmail.com";
        }
        return new AccountIdentifier("email:" + name + '@' + domain);
    }

    /**
     * A telephone number, in E.164.
     *
     * @param region where a number without + and country code is dialled, two letters such as {@code IT}; null when each
     *     number has them
     * @throws FingerprintException when it is no possible number
     */
    public static AccountIdentifier phone(String number, @Nullable String region) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = numbers.parse(number, region);
            if (!numbers.isPossibleNumber(parsed)) {
                throw new FingerprintException("the telephone number is too short or too long for its country");
            }
            return new AccountIdentifier("phone:" + numbers.format(parsed, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            throw new FingerprintException(
                    e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE && region == null
                            ? "a telephone number without + and country code needs the region it is dialled in"
                            : "this is no telephone number");
        }
    }

    /**
     * The name of an account on a platform: NFKC, in lower case, without an @ before it.
     *
     * @param platform the host name of the platform, for example {@code marketplace.example}
     * @throws FingerprintException when either is not valid
     */
    public static AccountIdentifier handle(String platform, String handle) {
        String where = platform.strip().toLowerCase(Locale.ROOT);
        if (!PLATFORM.matcher(where).matches()) {
            throw new FingerprintException("a platform is a name of letters, digits, dots and hyphens");
        }
        String name = Normalizer.normalize(handle.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        name = name.startsWith("@") ? name.substring(1) : name;
        if (name.isEmpty()
                || name.length() > MAX_HANDLE
                || BLANK_OR_CONTROL.matcher(name).find()) {
            throw new FingerprintException("a handle has 1 to " + MAX_HANDLE + " characters and no blanks");
        }
        return new AccountIdentifier("handle:" + where + ':' + name);
    }

    /**
     * The {@code account_hmac}: HMAC-SHA-256 of the message in UTF-8.
     *
     * @param key the coalition's, at least {@value #MIN_KEY_BYTES} bytes
     */
    public Fingerprint hmac(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "A key has at least " + MIN_KEY_BYTES + " bytes, this has " + key.length);
        }
        return Fingerprint.of(FingerprintType.ACCOUNT_HMAC, Hashes.hmacSha256(key, message));
    }
}
