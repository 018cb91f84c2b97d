package org.alarmcall.testing;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.alarmcall.member.Scope;
import org.jspecify.annotations.Nullable;

/** An API client of a member as a test uses it: fetches its token when it first needs one, and sends it. */
public final class ApiClient {

    private final @Nullable String baseUri;
    private final String member;
    private final String clientId;
    private final String secret;
    private final @Nullable String scope;
    private @Nullable String token;

    /**
     * A client whose credentials are known.
     *
     * @param baseUri null for the server that this test runs
     */
    public ApiClient(@Nullable String baseUri, String member, String clientId, String secret) {
        this(baseUri, member, clientId, secret, null);
    }

    private ApiClient(@Nullable String baseUri, String member, String clientId, String secret, @Nullable String scope) {
        this.baseUri = baseUri;
        this.member = member;
        this.clientId = clientId;
        this.secret = secret;
        this.scope = scope;
    }

    /** The member's slug. */
    public String member() {
        return member;
    }

    public String clientId() {
        return clientId;
    }

    public String secret() {
        return secret;
    }

    /** Its token; the same until {@link #fresh} or {@link #with}. */
    public synchronized String token() {
        if (token == null) {
            token = requestToken().then().statusCode(200).extract().path("access_token");
        }
        return token;
    }

    /** Asks for a token, and gives the answer as it is. */
    public Response requestToken() {
        RequestSpecification form = anonymous(baseUri)
                .auth()
                .preemptive()
                .basic(clientId, secret)
                .contentType(ContentType.URLENC)
                .formParam("grant_type", "client_credentials");
        return (scope == null ? form : form.formParam("scope", scope)).post("/oauth2/token");
    }

    /** The same client with a token of its own. */
    public ApiClient fresh() {
        return new ApiClient(baseUri, member, clientId, secret, scope);
    }

    /** The same client with a token for these scopes only. */
    public ApiClient with(Scope... scopes) {
        String only = Arrays.stream(scopes).map(Scope::wire).collect(Collectors.joining(" "));
        return new ApiClient(baseUri, member, clientId, secret, only);
    }

    /** The same client at another server. */
    public ApiClient at(String otherBaseUri) {
        return new ApiClient(otherBaseUri, member, clientId, secret, scope);
    }

    /** A request with the token. */
    public RequestSpecification request() {
        return bearer(baseUri, token());
    }

    /** A request with the token and a JSON body. */
    public RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** A request with whatever is called a token. */
    public static RequestSpecification bearer(@Nullable String baseUri, String token) {
        return anonymous(baseUri).header("Authorization", "Bearer " + token);
    }

    /** A request without a token. */
    public static RequestSpecification anonymous(@Nullable String baseUri) {
        RequestSpecBuilder builder = new RequestSpecBuilder();
        if (baseUri != null) {
            builder.setBaseUri(baseUri);
        }
        return RestAssured.given().spec(builder.build());
    }

    /** A request without a token to the server that this test runs. */
    public static RequestSpecification anonymous() {
        return anonymous(null);
    }
}
