package org.alarmcall.cli.hashing;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.alarmcall.fingerprint.AccountIdentifier;
import org.alarmcall.fingerprint.CanonicalUrl;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.NormalizedText;
import org.alarmcall.fingerprint.Tlsh;
import org.jspecify.annotations.Nullable;

/** Hashes what fits on a line: texts, addresses of pages, sellers' accounts. For many threads. */
public interface LineHasher {

    /** @throws FingerprintException with the reason when the text is not what is hashed, or too short */
    List<Hash> hash(String text);

    /** The same, with the reason in the answer. */
    default Hashed hash(String file, int line, String text) {
        try {
            return new Hashed(file, line, hash(text), null);
        } catch (FingerprintException e) {
            return Hashed.failed(file, line, e.reason());
        }
    }

    /** A key of the coalition for accounts. */
    record AccountKey(int version, byte[] key) {}

    /** What identifies an account. */
    enum AccountKind {
        EMAIL,
        PHONE,
        HANDLE
    }

    static LineHasher texts() {
        return text -> {
            NormalizedText normalized = NormalizedText.of(text);
            List<Hash> hashes = Stream.of(normalized.sha256(), normalized.tlsh())
                    .filter(Objects::nonNull)
                    .map(Hash::of)
                    .toList();
            if (hashes.isEmpty()) {
                throw new FingerprintException("the text is too short: normalised, it has fewer than "
                        + NormalizedText.MIN_BYTES + " bytes, and would be equal to others by chance (text_tlsh takes "
                        + Tlsh.MIN_BYTES + ")");
            }
            return hashes;
        };
    }

    static LineHasher links() {
        return text -> List.of(Hash.of(CanonicalUrl.of(text).sha256()));
    }

    /**
     * Accounts of one kind, under each of the keys.
     *
     * @param region where telephone numbers without a country code are dialled; null when all have one
     * @param platform that handles are of; null when each line is {@code platform:handle}
     */
    static LineHasher accounts(
            AccountKind kind, @Nullable String region, @Nullable String platform, List<AccountKey> keys) {
        return text -> {
            AccountIdentifier account = account(kind, text, region, platform);
            return keys.stream()
                    .map(key -> Hash.ofAccount(account.hmac(key.key()), key.version()))
                    .toList();
        };
    }

    /** Accounts with their kind before them: {@code email:...}, {@code phone:...}, {@code handle:platform:...}. */
    static LineHasher accounts(@Nullable String region, List<AccountKey> keys) {
        return text -> {
            int colon = text.indexOf(':');
            for (AccountKind kind : AccountKind.values()) {
                if (colon > 0 && text.substring(0, colon).strip().equalsIgnoreCase(kind.name())) {
                    return accounts(kind, region, null, keys).hash(text.substring(colon + 1));
                }
            }
            throw new FingerprintException("an account begins with email:, phone: or handle:platform:");
        };
    }

    private static AccountIdentifier account(
            AccountKind kind, String text, @Nullable String region, @Nullable String platform) {
        return switch (kind) {
            case EMAIL -> AccountIdentifier.email(text);
            case PHONE -> AccountIdentifier.phone(text, region);
            case HANDLE -> {
                if (platform != null) {
                    yield AccountIdentifier.handle(platform, text);
                }
                int colon = text.indexOf(':');
                if (colon < 0) {
                    throw new FingerprintException("a handle needs its platform: platform:handle");
                }
                yield AccountIdentifier.handle(text.substring(0, colon), text.substring(colon + 1));
            }
        };
    }
}
