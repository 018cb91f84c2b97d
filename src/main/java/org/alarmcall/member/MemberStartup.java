package org.alarmcall.member;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;
import org.alarmcall.platform.StartupRefused;

/** Before anything else asks who is who: keys, the first administrator, the directory. */
@Singleton
class MemberStartup {

    /** Earlier than observers that say nothing (2500). */
    private static final int FIRST = 100;

    private static final Pattern ISSUER = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?");

    private final SigningKeys keys;
    private final AccountKeys accountKeys;
    private final Bootstrap bootstrap;
    private final Directory directory;
    private final BootstrapConfig config;
    private final TokenConfig tokens;
    private final ClientConfig clients;
    private final AccountConfig accounts;

    MemberStartup(
            SigningKeys keys,
            AccountKeys accountKeys,
            Bootstrap bootstrap,
            Directory directory,
            BootstrapConfig config,
            TokenConfig tokens,
            ClientConfig clients,
            AccountConfig accounts) {
        this.keys = keys;
        this.accountKeys = accountKeys;
        this.bootstrap = bootstrap;
        this.directory = directory;
        this.config = config;
        this.tokens = tokens;
        this.clients = clients;
        this.accounts = accounts;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        try {
            start();
        } catch (StartupRefused e) {
            throw new PreventFurtherStepsException(String.valueOf(e.getMessage()), 1); // printed without a trace
        }
    }

    private void start() {
        checkIssuer(tokens.issuer());
        check("tokens.lifetime", tokens.lifetime(), Duration.ofMinutes(1), Duration.ofHours(1));
        check("tokens.key-activation-delay", tokens.keyActivationDelay(), Duration.ofSeconds(5), Duration.ofDays(1));
        check("clients.secret-overlap", clients.secretOverlap(), Duration.ZERO, Duration.ofDays(90));
        check("accounts.key-overlap", accounts.keyOverlap(), Duration.ZERO, Duration.ofDays(3660));
        check(
                "clients.wrong-secret-forgotten-after",
                clients.wrongSecretForgottenAfter(),
                Duration.ofMillis(100),
                Duration.ofHours(1));
        Caller system = Caller.system("bootstrap");
        keys.ensure(system);
        accountKeys.ensure(system);
        directory.start(); // fails where the keys can't be opened, before a secret is made and not printed
        bootstrap
                .ensureAdmin(system, config.adminClientId(), config.adminClientSecret())
                .filter(Bootstrap.Made::generated)
                .ifPresent(MemberStartup::print);
    }

    void stop(@Observes ShutdownEvent event) {
        directory.stop();
    }

    private static void checkIssuer(String issuer) {
        if (!ISSUER.matcher(issuer).matches()) {
            throw new StartupRefused(
                    "alarmcall.tokens.issuer must be the URL of this server without a slash at its end, "
                            + "for example https://alarmcall.example.org");
        }
    }

    private static void check(String property, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new StartupRefused("alarmcall." + property + " is " + value + "; set it to " + least + " up to "
                    + most + " (ISO 8601, or for example 15m).");
        }
    }

    /** To the console and not to the log, which is kept and shipped. */
    @SuppressWarnings("SystemOut")
    private static void print(Bootstrap.Made made) {
        System.out.printf("""

                ==== The first administrator. The secret is shown this once; keep it. ====
                  client id      %s
                  client secret  %s
                ==========================================================================

                """, made.clientId(), made.secret());
        System.out.flush();
    }
}
