package org.alarmcall.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokenTest {

    private static final Duration BITES_WITHIN = Duration.ofSeconds(5);

    @Inject
    Directory directory;

    @Inject
    Members door;

    @Inject
    Tokens tokens;

    @Inject
    Database database;

    private final TestMembers members = TestMembers.here();

    @Test
    void aTokenSaysWhoseItIs() {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, ivory, Access.READ);
        shop.request()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("member", equalTo(shop.member()))
                .body("clientId", equalTo(shop.clientId()))
                .body("collections", equalTo(List.of(ivory)));
    }

    @Test
    void aRequestWithoutATokenIsToldWhatToSend() {
        ApiClient.anonymous()
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"alarmcall\""))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:alarmcall:problem:unauthenticated"));
    }

    @Test
    void aTokenWithoutTheScopeIsToldWhichItNeeds() {
        ApiClient shop = shop();
        shop.request()
                .get("/api/v1/members")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"admin\""))
                .body("type", equalTo("urn:alarmcall:problem:insufficient-scope"));
    }

    @Test
    void aTokenForFewerScopesHasNoMore() {
        members.admin()
                .with(Scope.REVIEW)
                .request()
                .get("/api/v1/members")
                .then()
                .statusCode(403);
        members.admin()
                .with(Scope.ADMIN)
                .request()
                .get("/api/v1/members")
                .then()
                .statusCode(200);
    }

    @Test
    void aForgedTokenIsNoToken() throws Exception {
        ApiClient shop = shop();
        SigningKey key = directory.current().signingKey(Instant.now());
        get(good(shop).jws().type("at+jwt").keyId(key.kid()).sign(key.privateKey()))
                .then()
                .statusCode(200);

        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        refused(good(shop)
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(generator.generateKeyPair().getPrivate()));
        refused(good(shop).jws().type("at+jwt").keyId("another").sign(key.privateKey()));
        refused(good(shop).jws().type("at+jwt").sign(key.privateKey()));
        refused(good(shop).jws().keyId(key.kid()).sign(key.privateKey()));
        refused(good(shop)
                .audience("another")
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey()));
        refused(good(shop)
                .issuer("http://another")
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey()));
        refused(good(shop)
                .expiresAt(Instant.now().getEpochSecond() - 1)
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey()));
        refused(good(shop)
                .claim("member", "coalition")
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey()));
        refused(good(shop)
                .claim("client_id", "nobody")
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey()));
    }

    @Test
    void thePublicKeyIsNoSecretKey() {
        ApiClient shop = shop();
        SigningKey key = directory.current().signingKey(Instant.now());
        SecretKeySpec secret = new SecretKeySpec(key.publicKey().getEncoded(), "HmacSHA256");
        refused(good(shop)
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.HS256)
                .sign(secret));
    }

    @Test
    void aTokenWithoutASignatureIsNoToken() {
        String[] parts = shop().token().split("\\.");
        String kid = directory.current().signingKey(Instant.now()).kid();
        String none = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + kid + "\"}");
        refused(none + "." + parts[1] + ".");
        refused(none + "." + parts[1]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + base64("{}") + "." + parts[2]);
    }

    @Test
    void rubbishIsNoToken() {
        for (String rubbish : List.of("x", "a.b.c", ".", "..", "x".repeat(12_000), base64("[]") + ".x.x")) {
            refused(rubbish);
        }
        ApiClient.anonymous()
                .header("Authorization", "Basic eDp4")
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }

    @Test
    void aSuspensionBitesAtOnceOnTheNodeThatMadeIt() {
        ApiClient shop = shop();
        shop.request().get("/api/v1/me").then().statusCode(200);
        members.suspend(shop.member());
        shop.request().get("/api/v1/me").then().statusCode(401).header("WWW-Authenticate", not(equalTo(null)));
        shop.requestToken().then().statusCode(401).body("error", equalTo("invalid_client"));
        members.activate(shop.member());
        shop.request().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void aRemovedClientIsOutAtOnce() {
        ApiClient shop = shop();
        shop.request().get("/api/v1/me").then().statusCode(200);
        members.remove(shop);
        shop.request().get("/api/v1/me").then().statusCode(401);
        shop.requestToken().then().statusCode(401);
    }

    /** As another node makes it: this one only sees the database. */
    @Test
    void aSuspensionByAnotherNodeBitesWithin5Seconds() {
        ApiClient shop = shop();
        shop.request().get("/api/v1/me").then().statusCode(200);
        elsewhere("UPDATE member SET status = 'suspended' WHERE slug = '" + shop.member() + "'");
        Await.until(
                "the suspended member is refused",
                BITES_WITHIN,
                () -> get(shop.token()).statusCode() == 401);
    }

    @Test
    void aClientThatExpiresIsOutWithItsTokens() {
        ApiClient shop = shop();
        Session session = session(shop);
        assertTrue(door.stillValid(session));
        elsewhere(
                "SELECT set_config('alarmcall.member', 'all', true)",
                "UPDATE api_client SET expires_at = now() WHERE id = '" + shop.clientId() + "'");
        Await.until(
                "the expired client is refused",
                BITES_WITHIN,
                () -> get(shop.token()).statusCode() == 401);
        shop.requestToken().then().statusCode(401).body("error", equalTo("invalid_client"));
        assertFalse(door.stillValid(session));
    }

    /** A node that was told of a client a moment later than the node that gave the token. */
    @Test
    void aTokenFromANodeThatKnowsMoreMakesThisOneCatchUp() {
        ApiClient shop = shop();
        elsewhere("UPDATE member SET name = 'Renamed' WHERE slug = '" + shop.member() + "'");
        SigningKey key = directory.current().signingKey(Instant.now());
        long version = database.call(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT version FROM directory_version")) {
                row.next();
                return row.getLong(1);
            }
        });
        String token = good(shop)
                .claim("dir", version)
                .jws()
                .type("at+jwt")
                .keyId(key.kid())
                .sign(key.privateKey());
        get(token).then().statusCode(200).body("member", equalTo(shop.member()));
        assertTrue(directory.current().version() >= version);
    }

    private Session session(ApiClient client) {
        AccessToken token = tokens.verify(client.token());
        assertTrue(token != null, "a token");
        Session session = directory.current().session(token, Instant.now());
        assertTrue(session != null, "a session");
        return session;
    }

    private void elsewhere(String... changes) {
        database.run(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE directory_version SET version = version + 1");
                for (String change : changes) {
                    statement.execute(change);
                }
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private ApiClient shop() {
        return members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
    }

    /** What a good token of the client says. */
    private static JwtClaimsBuilder good(ApiClient client) {
        long now = Instant.now().getEpochSecond();
        return Jwt.claims()
                .issuer("http://localhost:8080")
                .audience("alarmcall")
                .subject(client.clientId())
                .claim("client_id", client.clientId())
                .claim("member", client.member())
                .claim("scope", "feed:read")
                .claim("jti", "test")
                .claim("dir", 1)
                .issuedAt(now)
                .expiresAt(now + 60);
    }

    private static void refused(String token) {
        get(token)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body("type", equalTo("urn:alarmcall:problem:unauthenticated"));
    }

    private static Response get(String token) {
        return ApiClient.bearer(null, token).get("/api/v1/me");
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
