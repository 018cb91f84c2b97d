package org.alarmcall.staff;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a person proves who it is, after the password.
 *
 * @param name the person's own word for it
 * @param lastUsedAt null for what opened nothing yet
 */
public record SecondFactor(
        UUID id,
        Kind kind,
        String name,
        Instant addedAt,
        @Nullable Instant lastUsedAt) {

    public enum Kind {
        PASSKEY,
        /** Codes of an authenticator app. */
        TOTP;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isApp() {
        return kind == Kind.TOTP;
    }
}
