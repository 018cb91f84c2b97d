package org.alarmcall.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * A person who is signing in or has signed in, in one browser.
 *
 * @param confirmed has just proved, with a password and a second factor, who it is: may change how it signs in
 * @param csrf sent with each change; whoever can't read the page can't know it
 * @param challenge base64url; what passkeys sign in this session
 * @param expiresAt when it ends at the latest
 */
public record StaffSession(
        UUID id,
        StaffAccount account,
        Stage stage,
        boolean confirmed,
        String csrf,
        String challenge,
        Instant expiresAt) {

    /** How far the sign-in has come. */
    public enum Stage {
        /** Has a password, and no second factor yet. */
        ENROL,
        /** Gave the password, and must give a second factor. */
        FACTOR,
        /** Signed in. */
        FULL
    }
}
