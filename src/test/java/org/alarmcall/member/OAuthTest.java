package org.alarmcall.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OAuthTest {

    private final TestMembers members = TestMembers.here();

    @Test
    void aTokenComesForCredentialsByBasic() {
        client().requestToken()
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", notNullValue())
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900))
                .body("scope", equalTo("feed:read lookup:read"));
    }

    @Test
    void aTokenComesForCredentialsInTheForm() {
        ApiClient client = client();
        form().formParam("grant_type", "client_credentials")
                .formParam("client_id", client.clientId())
                .formParam("client_secret", client.secret())
                .formParam("scope", "feed:read")
                .post("/oauth2/token")
                .then()
                .statusCode(200)
                .body("scope", equalTo("feed:read"));
    }

    @Test
    void credentialsInBothPlacesAreRefused() {
        ApiClient client = client();
        basic(client, client.secret())
                .formParam("grant_type", "client_credentials")
                .formParam("client_secret", client.secret())
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @Test
    void anUnknownClientAndAWrongSecretAnswerAlike() {
        ApiClient client = client();
        Response wrong = basic(client, "alarmcall_wrong")
                .formParam("grant_type", "client_credentials")
                .post("/oauth2/token");
        Response unknown = basic(new ApiClient(null, "x", "nobody", "x"), "alarmcall_wrong")
                .formParam("grant_type", "client_credentials")
                .post("/oauth2/token");
        wrong.then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"))
                .header("Cache-Control", "no-store")
                .body("error", equalTo("invalid_client"));
        assertEquals(wrong.asString(), unknown.asString());
        assertEquals(wrong.statusCode(), unknown.statusCode());
    }

    @Test
    void aRequestWithoutCredentialsIsRefused() {
        form().formParam("grant_type", "client_credentials")
                .post("/oauth2/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void anotherGrantTypeIsRefused() {
        ApiClient client = client();
        basic(client, client.secret())
                .formParam("grant_type", "password")
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
        basic(client, client.secret())
                .formParam("scope", "feed:read")
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @Test
    void aScopeThatTheClientHasNotIsRefused() {
        for (String scope : List.of("admin", "feed:read admin", "no:such", "feed:read  lookup:read")) {
            ApiClient client = client();
            basic(client, client.secret())
                    .formParam("grant_type", "client_credentials")
                    .formParam("scope", scope)
                    .post("/oauth2/token")
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_scope"));
        }
    }

    @Test
    void guessingIsSlowedAndTheRightSecretPassesAlsoForTheFirstTime() {
        ApiClient client = client();
        for (int i = 0; i < 10; i++) {
            guess(client).then().statusCode(401);
        }
        Response slowed = guess(client);
        for (int i = 0; i < 10 && slowed.statusCode() == 401; i++) { // after six seconds one is forgotten
            slowed = guess(client);
        }
        slowed.then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, greaterThan(0))
                .body("error", equalTo("slow_down"));
        client.requestToken().then().statusCode(200);
    }

    @Test
    void aRotatedClientsOldSecretWorksForTheOverlap() {
        ApiClient client = client();
        client.token();
        ApiClient once = rotated(client);
        client.requestToken().then().statusCode(200);
        once.requestToken().then().statusCode(200);
        ApiClient twice = rotated(once);
        client.requestToken().then().statusCode(401);
        once.requestToken().then().statusCode(200);
        twice.requestToken().then().statusCode(200);
    }

    @Test
    void aRevokedTokenEndsAndAnotherOfTheClientDoesNot() {
        ApiClient client = client();
        ApiClient other = client.fresh();
        client.request().get("/api/v1/me").then().statusCode(200);
        revoke(client, client.token()).then().statusCode(200);
        client.request().get("/api/v1/me").then().statusCode(401);
        other.request().get("/api/v1/me").then().statusCode(200);
        revoke(client, client.token()).then().statusCode(200);
    }

    @Test
    void anotherClientsTokenCannotBeRevoked() {
        ApiClient victim = client();
        victim.token();
        ApiClient attacker = client();
        revoke(attacker, victim.token()).then().statusCode(200);
        victim.request().get("/api/v1/me").then().statusCode(200);
        revoke(attacker, "rubbish").then().statusCode(200);
        basic(attacker, "alarmcall_wrong")
                .formParam("token", victim.token())
                .post("/oauth2/revoke")
                .then()
                .statusCode(401);
        basic(attacker, attacker.secret()).post("/oauth2/revoke").then().statusCode(400);
    }

    @Test
    void theMetadataNamesTheEndpoints() {
        ApiClient.anonymous()
                .get("/.well-known/oauth-authorization-server")
                .then()
                .statusCode(200)
                .body("issuer", equalTo("http://localhost:8080"))
                .body("token_endpoint", equalTo("http://localhost:8080/oauth2/token"))
                .body("revocation_endpoint", equalTo("http://localhost:8080/oauth2/revoke"))
                .body("jwks_uri", equalTo("http://localhost:8080/.well-known/jwks.json"))
                .body("grant_types_supported", equalTo(List.of("client_credentials")))
                .body("response_types_supported", hasSize(0))
                .body("scopes_supported", hasSize(Scope.values().length));
    }

    @Test
    void aRotatedKeyIsPublishedBeforeItSignsAndTheOldOneStillVerifies() {
        ApiClient client = client();
        client.token();
        String next = members.admin()
                .request()
                .post("/api/v1/signing-keys/rotate")
                .then()
                .statusCode(200)
                .body("use", equalTo("next"))
                .extract()
                .path("kid");
        ApiClient.anonymous()
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys[0].kid", equalTo(next))
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].alg", equalTo("ES256"))
                .body("keys[0].d", nullValue())
                .body("keys", hasSize(greaterThan(1)));
        client.request().get("/api/v1/me").then().statusCode(200);
        client.fresh().request().get("/api/v1/me").then().statusCode(200);
        members.admin()
                .request()
                .get("/api/v1/signing-keys")
                .then()
                .statusCode(200)
                .body("items.find { it.kid == '" + next + "' }.use", equalTo("next"));
        client.request().post("/api/v1/signing-keys/rotate").then().statusCode(403);
    }

    private ApiClient client() {
        return members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ, Scope.LOOKUP_READ);
    }

    private ApiClient rotated(ApiClient client) {
        String secret = members.admin()
                .request()
                .post("/api/v1/members/" + client.member() + "/clients/" + client.clientId() + "/rotate")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("clientSecret");
        return new ApiClient(null, client.member(), client.clientId(), secret);
    }

    private static Response revoke(ApiClient client, String token) {
        return basic(client, client.secret()).formParam("token", token).post("/oauth2/revoke");
    }

    private static Response guess(ApiClient client) {
        return basic(client, "alarmcall_guess")
                .formParam("grant_type", "client_credentials")
                .post("/oauth2/token");
    }

    private static RequestSpecification basic(ApiClient client, String secret) {
        return form().auth().preemptive().basic(client.clientId(), secret);
    }

    private static RequestSpecification form() {
        return ApiClient.anonymous().contentType(ContentType.URLENC);
    }
}
