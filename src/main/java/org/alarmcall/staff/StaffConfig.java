package org.alarmcall.staff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sessions and invitations of staff. */
@ConfigMapping(prefix = "alarmcall.staff")
interface StaffConfig {

    /** The login of the administrator whose invitation is printed at a start while the staff has no administrator. */
    @WithDefault("admin")
    String firstAdmin();

    /** Whether accounts with a password may be invited and sign in; off needs {@code alarmcall.staff.oidc.issuer}. */
    @WithDefault("true")
    boolean localAccounts();

    /** A session ends when it was not used for this long. */
    @WithDefault("30m")
    Duration sessionIdle();

    /** A session ends this long after the sign-in. */
    @WithDefault("12h")
    Duration sessionLifetime();

    /** For how long, after the password and the second factor, one may change how one signs in. */
    @WithDefault("5m")
    Duration confirmationLifetime();

    /** How long an invitation can be accepted. */
    @WithDefault("48h")
    Duration invitationLifetime();
}
