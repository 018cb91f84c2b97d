package org.alarmcall.staff;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.oidc.Handshake;
import org.alarmcall.staff.oidc.Person;
import org.alarmcall.staff.oidc.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Door: signing in by the organisation's OpenID Connect provider. The browser keeps one token from the begin to the end,
 * and everything secret follows from it: nothing is stored here, and any node can go on.
 */
@Singleton
public class ProviderSignIn {

    private final Provider provider;
    private final SignInWays ways;
    private final ProviderAccounts accounts;

    ProviderSignIn(Provider provider, SignInWays ways, ProviderAccounts accounts) {
        this.provider = provider;
        this.ways = ways;
        this.accounts = accounts;
    }

    /**
     * @param token for a cookie of the browser
     * @param address where it goes on
     */
    public record Begun(String token, URI address) {}

    /**
     * What the sign-in page offers.
     *
     * @param provider what stands on the button; null when there is no provider
     * @param local whether accounts with a password may sign in
     */
    public record Ways(@Nullable String provider, boolean local) {}

    public Ways ways(Caller caller) {
        return new Ways(ways.issuer() == null ? null : provider.name(), ways.local());
    }

    /** @throws ProblemException 404 when there is no provider, 503 when it can't be reached */
    public Begun begin(Caller caller) {
        String token = OneTimeToken.make();
        return new Begun(token, provider.signInAddress(handshake(token)));
    }

    /**
     * @param token the browser's, of {@link #begin}
     * @param answer the query with which the provider sent the browser back
     * @throws ProblemException 403 when the provider, or what we know of the person, does not let it in; 503 when the
     *     provider can't be reached
     */
    public Started end(Caller caller, String token, Map<String, List<String>> answer, From from) {
        Person person = provider.person(handshake(token), answer);
        ProviderAccounts.Outcome outcome = accounts.signIn(caller, person, from);
        if (outcome instanceof ProviderAccounts.Refused refused) {
            throw Problem.FORBIDDEN.because(refused.reason());
        }
        return ((ProviderAccounts.SignedIn) outcome).started();
    }

    private static Handshake handshake(String token) {
        return new Handshake(
                OneTimeToken.derive("oidc-state", token),
                OneTimeToken.derive("oidc-nonce", token),
                OneTimeToken.derive("oidc-verifier", token));
    }
}
