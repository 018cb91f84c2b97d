package org.alarmcall.staff;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.alarmcall.member.Caller;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Prints an invitation for the first administrator at each start while the staff has none, so an operator who lost it, or
 * the last administrator, gets in again by a restart. Of nodes that start at once, the last one's link works.
 */
@Singleton
class StaffStartup {

    /** After the directory of members. */
    private static final int AFTER_MEMBERS = 200;

    private final StaffAccounts accounts;
    private final StaffConfig config;
    private final SignInWays ways;
    private final String server;

    StaffStartup(
            StaffAccounts accounts,
            StaffConfig config,
            SignInWays ways,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String server) {
        this.accounts = accounts;
        this.config = config;
        this.ways = ways;
        this.server = server;
    }

    void start(@Observes @Priority(AFTER_MEMBERS) StartupEvent event) {
        if (!ways.local()) {
            return; // administrators are made at the provider
        }
        accounts.firstAdmin(Caller.system("bootstrap"), config.firstAdmin())
                .ifPresent(invitation -> print(invitation.account().login(), invitation.token()));
    }

    /** To the console and not to the log, which is kept and shipped. */
    @SuppressWarnings("SystemOut")
    private void print(String login, String token) {
        System.out.printf("""

                ==== The first administrator of the console. The link works once; keep it to yourself. ====
                  sign in as  %s
                  invitation  %s/console/invitation/%s
                ===========================================================================================

                """, login, server, token);
        System.out.flush();
    }
}
