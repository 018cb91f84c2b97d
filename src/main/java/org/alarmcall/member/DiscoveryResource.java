package org.alarmcall.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a client finds out by itself: endpoints (RFC 8414) and public keys (RFC 7517). */
@Path("/.well-known")
@Tag(name = "Tokens")
@Produces(MediaType.APPLICATION_JSON)
class DiscoveryResource {

    private static final List<String> METHODS = List.of("client_secret_basic", "client_secret_post");

    private final Directory directory;
    private final TokenConfig config;
    private final Clock clock;

    DiscoveryResource(Directory directory, TokenConfig config, Clock clock) {
        this.directory = directory;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Path("/oauth-authorization-server")
    @PublicEndpoint
    @Operation(summary = "Where and how to get tokens")
    @APIResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(schema = @Schema(implementation = Metadata.class)))
    public Response metadata() {
        String issuer = config.issuer();
        return cached(
                new Metadata(
                        issuer,
                        issuer + "/oauth2/token",
                        issuer + "/oauth2/revoke",
                        issuer + "/.well-known/jwks.json",
                        Tokens.scopeNames(),
                        List.of(),
                        List.of("client_credentials"),
                        METHODS,
                        METHODS),
                3600);
    }

    @GET
    @Path("/jwks.json")
    @PublicEndpoint
    @Operation(summary = "The public keys that verify tokens")
    @APIResponse(
            responseCode = "200",
            description = "The keys",
            content = @Content(schema = @Schema(implementation = KeySet.class)))
    public Response keys() {
        Instant now = clock.instant();
        List<Key> keys = directory.current().keys().values().stream()
                .filter(key -> key.verifies(now))
                .sorted(SigningKey.BY_AGE.reversed())
                .map(Key::of)
                .toList();
        // a reader that keeps the answer knows a new key before it signs
        return cached(new KeySet(keys), config.keyActivationDelay().toSeconds() / 2);
    }

    private static Response cached(Object entity, long seconds) {
        return Response.ok(entity)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + seconds)
                .build();
    }

    /** RFC 8414. */
    record Metadata(
            String issuer,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("revocation_endpoint") String revocationEndpoint,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("scopes_supported") List<String> scopes,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> tokenMethods,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationMethods) {}

    /** RFC 7517. */
    record KeySet(List<Key> keys) {}

    record Key(String kty, String crv, String x, String y, String kid, String alg, String use) {

        static Key of(SigningKey key) {
            return new Key(
                    "EC", "P-256", KeyVault.x(key.publicKey()), KeyVault.y(key.publicKey()), key.kid(), "ES256", "sig");
        }
    }
}
