package org.alarmcall.staff.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What the provider says of itself, kept for an hour. That it can't be reached is kept for some seconds: then the many who
 * click do not wait one after the other, each on a thread.
 */
final class Discovery {

    private static final Logger LOG = Logger.getLogger(Discovery.class);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration UNREACHABLE_KEPT = Duration.ofSeconds(5);
    private static final int MAX_DOCUMENT = 512 * 1024;

    /** Signatures by keys that only the provider has; never {@code none}, never one by a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Issuer issuer;
    private final ClientID client;
    private final DefaultResourceRetriever documents;
    private final LoadingCache<Issuer, Optional<Found>> found;

    Discovery(URI issuer, ClientID client, int timeoutMillis) {
        this.issuer = new Issuer(issuer);
        this.client = client;
        this.documents = new DefaultResourceRetriever(timeoutMillis, timeoutMillis, MAX_DOCUMENT);
        this.found = Caffeine.newBuilder()
                .maximumSize(1)
                .expireAfter(Expiry.<Issuer, Optional<Found>>creating(
                        (key, value) -> value.isPresent() ? KEPT : UNREACHABLE_KEPT))
                .build(key -> load());
    }

    /** @param tokens checks ID tokens; fetches the provider's keys when they are asked for, and again for an unknown one */
    record Found(OIDCProviderMetadata metadata, IDTokenValidator tokens) {}

    /** Empty when the provider can't be reached or is not what the configuration says. */
    Optional<Found> find() {
        return found.get(issuer);
    }

    private Optional<Found> load() {
        try {
            URL url = OIDCProviderMetadata.resolveURL(issuer);
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.parse(documents.retrieveResource(url).getContent());
            check(metadata);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(), documents)
                    .refreshAheadCache(false)
                    .build();
            return Optional.of(new Found(
                    metadata,
                    new IDTokenValidator(issuer, client, new JWSVerificationKeySelector<>(ALGORITHMS, keys), null)));
        } catch (IOException | GeneralException | IllegalArgumentException e) {
            LOG.errorf("The OpenID Connect provider %s can't be used: %s", issuer, e);
            return Optional.empty();
        }
    }

    private void check(OIDCProviderMetadata metadata) throws ParseException {
        if (!metadata.getIssuer().equals(issuer)) {
            throw new ParseException("it says its issuer is " + metadata.getIssuer());
        }
        for (URI endpoint : new URI[] {
            metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI()
        }) {
            if (endpoint == null || !Addresses.isSafe(endpoint)) {
                throw new ParseException("an endpoint is missing or not https: " + endpoint);
            }
        }
    }
}
