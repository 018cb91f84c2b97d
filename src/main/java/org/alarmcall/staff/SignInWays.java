package org.alarmcall.staff;

import jakarta.inject.Singleton;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.StartupRefused;
import org.alarmcall.staff.oidc.Provider;
import org.jspecify.annotations.Nullable;

/** How staff may sign in here. An account of another way is as if it were not there, and its sessions have ended. */
@Singleton
class SignInWays {

    /** Of the table {@code a}; its parameters are {@link #local} and {@link #issuer}. */
    static final String SQL = "CASE WHEN a.issuer IS NULL THEN ? ELSE a.issuer = ? END";

    private final boolean local;
    private final @Nullable String issuer;

    SignInWays(StaffConfig config, Provider provider) {
        this.local = config.localAccounts();
        this.issuer = provider.issuer();
        if (!local && issuer == null) {
            throw new StartupRefused("Nobody could sign in to the console: alarmcall.staff.local-accounts is false.\n"
                    + "Set alarmcall.staff.oidc.issuer, or leave local accounts on.");
        }
    }

    /** With a password that is kept here. */
    boolean local() {
        return local;
    }

    /** By this provider; null when there is none. */
    @Nullable
    String issuer() {
        return issuer;
    }

    void needLocal() {
        if (!local) {
            throw Problem.CONFLICT.because("Everybody signs in by the organisation's provider here.");
        }
    }
}
