package org.alarmcall.staff.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.StartupRefused;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's OpenID Connect provider: authorization code flow with PKCE, state and nonce (RFC 9700). What it says
 * is taken from the ID token alone, which has to be signed by its keys, for us, for this sign-in, and not expired.
 */
@Singleton
public class Provider {

    private static final Logger LOG = Logger.getLogger(Provider.class);

    private static final int AT_ONCE = 16;
    private static final int MAX_SHOWN = 200;

    /** OpenID Connect Core, section 2. */
    private static final int MAX_SUBJECT = 255;

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final OidcConfig config;
    private final ObjectMapper mapper;
    private final URI callback;
    private final ClientID client;
    private final Claims claims;
    private final @Nullable Discovery discovery;

    /** Anyone can begin a sign-in, and end it with a made-up code: only so many threads wait for the provider. */
    private final Semaphore turns = new Semaphore(AT_ONCE);

    Provider(
            OidcConfig config,
            ObjectMapper mapper,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String server) {
        this.config = config;
        this.mapper = mapper;
        this.callback = URI.create(server + "/console/sign-in/provider/done");
        this.client = new ClientID(config.clientId());
        this.claims = new Claims(config);
        this.discovery = config.issuer()
                .map(issuer -> new Discovery(safe(issuer), client, millis(config.timeout())))
                .orElse(null);
    }

    /** Null when there is none: then nobody signs in this way. */
    public @Nullable String issuer() {
        return config.issuer().map(URI::toString).orElse(null);
    }

    /** What the button says after "Sign in with". */
    public String name() {
        return config.name();
    }

    /**
     * Where the browser goes to sign in.
     *
     * @throws ProblemException 503 when the provider can't be reached
     */
    public URI signInAddress(Handshake handshake) {
        Scope scope = new Scope("openid");
        config.scopes().forEach(scope::add);
        return new AuthenticationRequest.Builder(ResponseType.CODE, scope, client, callback)
                .endpointURI(found().metadata().getAuthorizationEndpointURI())
                .state(new State(handshake.state()))
                .nonce(new Nonce(handshake.nonce()))
                .codeChallenge(new CodeVerifier(handshake.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who the browser that came back is.
     *
     * @param answer the query with which it came
     * @throws ProblemException 403 when it began elsewhere or the provider refused it; 503 when the provider can't be reached
     */
    public Person person(Handshake handshake, Map<String, List<String>> answer) {
        AuthorizationCode code = code(handshake, answer);
        if (!turns.tryAcquire()) {
            throw Problem.UNAVAILABLE.because("Many people sign in at this moment. Try again.");
        }
        try {
            return verified(redeem(code, handshake), handshake);
        } finally {
            turns.release();
        }
    }

    /** Before the state is known to be ours, nothing of the answer is shown or sent on: anybody may have written it. */
    private AuthorizationCode code(Handshake handshake, Map<String, List<String>> answer) {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(callback, answer);
        } catch (ParseException e) {
            throw otherBrowser();
        }
        State state = response.getState();
        if (state == null || !isSame(state.getValue(), handshake.state())) {
            throw otherBrowser();
        }
        Issuer issuer = response.getIssuer();
        if (issuer == null
                ? found().metadata().supportsAuthorizationResponseIssuerParam()
                : !issuer.getValue().equals(issuer())) {
            throw refused("the answer is another provider's");
        }
        if (!response.indicatesSuccess()) {
            throw refused(response.toErrorResponse().getErrorObject());
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw refused("there is no code");
        }
        return code;
    }

    private JWT redeem(AuthorizationCode code, Handshake handshake) {
        URI endpoint = found().metadata().getTokenEndpointURI();
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, callback, new CodeVerifier(handshake.verifier()));
        HTTPRequest request = config.clientSecret()
                .map(secret ->
                        new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(millis(config.timeout()));
        request.setReadTimeout(millis(config.timeout()));
        request.setFollowRedirects(false);
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(request.send());
            if (!response.indicatesSuccess()) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
            JWT token = ((OIDCTokenResponse) response.toSuccessResponse())
                    .getOIDCTokens()
                    .getIDToken();
            if (token == null) {
                throw refused("there is no ID token");
            }
            return token;
        } catch (IOException e) {
            LOG.errorf("The token endpoint %s can't be reached: %s", endpoint, e);
            throw unreachable();
        } catch (ParseException e) {
            LOG.errorf("The token endpoint %s gave an answer that can't be read: %s", endpoint, e.getMessage());
            throw unreachable();
        }
    }

    private Person verified(JWT token, Handshake handshake) {
        try {
            IDTokenClaimsSet verified = found().tokens().validate(token, new Nonce(handshake.nonce()));
            if (verified.getSubject().getValue().length() > MAX_SUBJECT) {
                throw refused("its name for you is too long");
            }
            return claims.person(
                    verified.getIssuer().getValue(),
                    verified.getSubject().getValue(),
                    mapper.valueToTree(verified.toJSONObject()));
        } catch (BadJOSEException e) {
            LOG.warnf("An ID token was refused: %s", e.getMessage());
            throw refused("what it says of you can't be verified");
        } catch (JOSEException e) {
            LOG.errorf("The keys of the OpenID Connect provider can't be used: %s", e.getMessage());
            throw unreachable();
        }
    }

    private Discovery.Found found() {
        if (discovery == null) {
            throw Problem.NOT_FOUND.because("There is no sign-in by a provider here.");
        }
        Optional<Discovery.Found> found = discovery.find();
        return found.orElseThrow(this::unreachable);
    }

    private ProblemException unreachable() {
        return Problem.UNAVAILABLE.because(
                "The sign-in of " + name() + " can't be reached. Try again in a moment, or tell your administrator.");
    }

    private static ProblemException otherBrowser() {
        return Problem.FORBIDDEN.because("This sign-in took too long, or began in another browser. Begin it again.");
    }

    private ProblemException refused(@Nullable ErrorObject error) {
        if (error == null) {
            return refused("no reason");
        }
        String code = String.valueOf(error.getCode());
        String text = error.getDescription() == null ? code : error.getDescription() + " (" + code + ")";
        LOG.infof("The OpenID Connect provider refused a sign-in: %s", PlainText.shown(text, MAX_SHOWN));
        return refused(text);
    }

    private ProblemException refused(String reason) {
        return Problem.FORBIDDEN.because(
                "The sign-in of " + name() + " was not accepted: " + PlainText.shown(reason, MAX_SHOWN));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static URI safe(URI issuer) {
        if (!Addresses.isSafe(issuer)) {
            throw new StartupRefused("alarmcall.staff.oidc.issuer is " + issuer
                    + "; it must be an https address: whoever is between could sign in as anybody.");
        }
        return issuer;
    }

    private static int millis(Duration timeout) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new StartupRefused(
                    "alarmcall.staff.oidc.timeout is " + timeout + "; set it to 1 second up to 1 minute.");
        }
        return Math.toIntExact(timeout.toMillis());
    }
}
