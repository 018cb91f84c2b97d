package org.alarmcall.staff.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sign-in to the console by the organisation's OpenID Connect provider. */
@ConfigMapping(prefix = "alarmcall.staff.oidc")
public interface OidcConfig {

    /** The provider's issuer, as its discovery document has it. Without it there is no such sign-in. */
    Optional<URI> issuer();

    /** The name by which the provider knows this server. */
    @WithDefault("alarmcall")
    String clientId();

    /** Without it the server is a public client, which proves itself by PKCE alone. */
    Optional<String> clientSecret();

    /** What the button says after "Sign in with". */
    @WithDefault("your organisation")
    String name();

    /** What is asked for besides {@code openid}. */
    @WithDefault("email,profile")
    List<String> scopes();

    /** JSON Pointer (RFC 6901) of the claim in the ID token that has the person's roles: a text or a list of texts. */
    @WithDefault("/roles")
    String rolesClaim();

    /** Values of the claim that make an administrator. */
    @WithDefault("alarmcall-admin")
    List<String> admins();

    /** Values of the claim that make a lead. */
    @WithDefault("alarmcall-lead")
    List<String> leads();

    /** Values of the claim that make a reviewer. */
    @WithDefault("alarmcall-reviewer")
    List<String> reviewers();

    /** The organisation of everybody who signs in by the provider. */
    @WithDefault("The coalition")
    String organisation();

    /** A session that the provider began ends this long after the sign-in: until then nobody asks it again. */
    @WithDefault("4h")
    Duration sessionLifetime();

    /** How long to wait for the provider, to connect and again for its answer: from 1 second to 1 minute. */
    @WithDefault("5s")
    Duration timeout();
}
