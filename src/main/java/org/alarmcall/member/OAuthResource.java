package org.alarmcall.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Tokens by client credentials (RFC 6749 section 4.4) and their revocation (RFC 7009). */
@Path("/oauth2")
@Tag(name = "Tokens")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
class OAuthResource {

    private final ClientAuthentication clients;
    private final Tokens tokens;
    private final Revocation revocation;
    private final ClientUses uses;
    private final TokenConfig config;

    OAuthResource(
            ClientAuthentication clients, Tokens tokens, Revocation revocation, ClientUses uses, TokenConfig config) {
        this.clients = clients;
        this.tokens = tokens;
        this.revocation = revocation;
        this.uses = uses;
        this.config = config;
    }

    @POST
    @Path("/token")
    @PublicEndpoint
    @Operation(
            summary = "An access token for a client",
            description =
                    "The client's credentials come by HTTP Basic "
                            + "(identifier and secret percent-encoded as RFC 6749 section 2.3.1 says) or in the form, never in both.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request or the scope is not valid",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    @APIResponse(
            responseCode = "401",
            description = "The client is unknown, its secret is wrong, or it is not active",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong secrets from this address, or too many requests",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    public Response token(
            @Nullable String body,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request) {
        OAuthForm form = OAuthForm.parse(body, authorization);
        ClientAuthentication.Proven proven =
                clients.authenticate(form, request.remoteAddress().hostAddress());
        String grantType = form.get("grant_type");
        if (grantType == null) {
            throw OAuthError.invalidRequest("grant_type is missing.");
        }
        if (!grantType.equals("client_credentials")) {
            throw OAuthError.unsupportedGrantType();
        }
        Set<Scope> scopes = scopes(form.get("scope"), proven.client().scopes());
        String token = tokens.issue(
                proven.directory(), proven.client(), proven.member().slug(), scopes);
        uses.note(proven.client());
        String granted = scopes.stream().map(Scope::wire).sorted().collect(Collectors.joining(" "));
        return noStore(new TokenView(token, "Bearer", config.lifetime().toSeconds(), granted));
    }

    @POST
    @Path("/revoke")
    @PublicEndpoint
    @Operation(
            summary = "Ends a token of the client",
            description = "On every node within 5 seconds. Answers 200 also "
                    + "for a token that is not valid, or that is another client's, which then stays as it is.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = RevokeForm.class)))
    @APIResponse(responseCode = "200", description = "The token is no longer valid")
    @APIResponse(
            responseCode = "400",
            description = "The request is not valid",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    @APIResponse(
            responseCode = "401",
            description = "The client is unknown, its secret is wrong, or it is not active",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong secrets from this address, or too many requests",
            content = @Content(schema = @Schema(implementation = OAuthError.View.class)))
    public RestResponse<Void> revoke(
            @Nullable String body,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request) {
        OAuthForm form = OAuthForm.parse(body, authorization);
        ClientAuthentication.Proven proven =
                clients.authenticate(form, request.remoteAddress().hostAddress());
        String token = form.get("token");
        if (token == null) {
            throw OAuthError.invalidRequest("token is missing.");
        }
        AccessToken verified = tokens.verify(token);
        if (verified != null && verified.clientId().equals(proven.client().id())) {
            revocation.revoke(proven.caller(), verified);
        }
        return RestResponse.ResponseBuilder.<Void>ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @ServerExceptionMapper
    public Response inOAuthsWords(OAuthError error) {
        return error.response();
    }

    /** What was asked for, when the client has it; all that the client has, when nothing was asked for. */
    private static Set<Scope> scopes(@Nullable String asked, Set<Scope> held) {
        if (asked == null) {
            return held;
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : Arrays.asList(asked.split(" "))) {
            Scope scope = Scope.parse(name)
                    .filter(held::contains)
                    .orElseThrow(() -> OAuthError.invalidScope("This client has no such scope: "
                            + name.replaceAll("[^a-z:]", "?").substring(0, Math.min(40, name.length())) + "."));
            scopes.add(scope);
        }
        return scopes;
    }

    private static Response noStore(Object entity) {
        return Response.ok(entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }

    /** @param expiresIn seconds */
    record TokenView(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            String scope) {}

    /** For the OpenAPI document; the form is parsed by {@link OAuthForm}, which refuses parameters sent twice. */
    record TokenForm(
            @JsonProperty(value = "grant_type", required = true)
            String grantType,

            @Nullable String scope,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret) {}

    /** For the OpenAPI document. */
    record RevokeForm(
            @JsonProperty(required = true) String token,
            @JsonProperty("token_type_hint") @Nullable String tokenTypeHint,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret) {}
}
