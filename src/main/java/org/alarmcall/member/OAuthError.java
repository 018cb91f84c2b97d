package org.alarmcall.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request to an OAuth endpoint, in the dialect of RFC 6749 section 5.2. */
final class OAuthError extends RuntimeException {

    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;

    private OAuthError(int status, String code, String description, @Nullable Duration retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description, null);
    }

    /** The same for an unknown client and for a wrong secret. */
    static OAuthError invalidClient() {
        return new OAuthError(401, "invalid_client", "The client is unknown, or its secret is wrong.", null);
    }

    /** Said only to whoever knows the secret. */
    static OAuthError inactiveClient(String description) {
        return new OAuthError(401, "invalid_client", description, null);
    }

    static OAuthError unsupportedGrantType() {
        return new OAuthError(
                400, "unsupported_grant_type", "The grant type is client_credentials and no other.", null);
    }

    static OAuthError invalidScope(String description) {
        return new OAuthError(400, "invalid_scope", description, null);
    }

    static OAuthError slowDown(Duration retryAfter) {
        return new OAuthError(429, "slow_down", "Too many attempts. Wait, then try again.", retryAfter);
    }

    /** @param description for people */
    record View(
            String error, @JsonProperty("error_description") String description) {}

    Response response() {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new View(code, String.valueOf(getMessage())));
        if (status == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"alarmcall\"");
        }
        if (retryAfter != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        }
        return response.build();
    }
}
