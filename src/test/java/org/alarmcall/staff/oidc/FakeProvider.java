package org.alarmcall.staff.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A provider that says what a test wants, also what no honest one says. */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "alarmcall";
    static final String NONCE = "the nonce of this sign-in, 43 characters lo";

    private final HttpServer server;
    private ECKey key = newKey("one");
    private String idToken = "";
    private String tokenRequest = "";
    private String claimedIssuer;
    private int keysAsked;

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        claimedIssuer = issuer();
        server.createContext("/", this::answer);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void claimsToBe(String issuer) {
        claimedIssuer = issuer;
    }

    void rotateKey() {
        key = newKey("two");
    }

    ECKey key() {
        return key;
    }

    int keysAsked() {
        return keysAsked;
    }

    /** The form with which the last code was redeemed. */
    String tokenRequest() {
        return tokenRequest;
    }

    /** What the next code is worth. */
    void answers(String token) {
        idToken = token;
    }

    /** The claims of an honest token; a test changes one. */
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("248289761001")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", NONCE)
                .claim("email", "Ana@example.org")
                .claim("name", "Ana Reyes")
                .claim("roles", List.of("alarmcall-reviewer", "other"));
    }

    static String signed(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body;
        if (path.endsWith("/openid-configuration")) {
            body = """
                    {"issuer": "%s", "authorization_endpoint": "%2$s/auth", "token_endpoint": "%2$s/token",
                     "jwks_uri": "%2$s/keys", "subject_types_supported": ["public"],
                     "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["ES256"]}
                    """.formatted(claimedIssuer, issuer());
        } else if (path.equals("/keys")) {
            keysAsked++;
            body = new JWKSet(key.toPublicJWK()).toString();
        } else {
            tokenRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            body = """
                    {"access_token": "unused", "token_type": "Bearer", "id_token": "%s"}
                    """.formatted(idToken);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
