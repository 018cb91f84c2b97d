package org.alarmcall.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.alarmcall.platform.Ids;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Issues access tokens (JWT, RFC 9068 in spirit: {@code typ} {@code at+jwt}) and verifies them. */
@Singleton
class Tokens {

    static final int MAX_LENGTH = 16 * 1024;

    private static final String TYPE = "at+jwt";

    private final Directory directory;
    private final ObjectMapper json;
    private final TokenConfig config;
    private final Ids ids;
    private final Clock clock;
    /** By the token's SHA-256, so that memory holds no usable token. */
    private final Cache<ByteBuffer, AccessToken> verified;

    Tokens(Directory directory, ObjectMapper json, TokenConfig config, Ids ids, Clock clock) {
        this.directory = directory;
        this.json = json;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(config.lifetime())
                .build();
    }

    String issue(DirectorySnapshot now, DirectorySnapshot.ClientRow client, String member, Set<Scope> scopes) {
        SigningKey key = now.signingKey(clock.instant());
        long issuedAt = clock.instant().getEpochSecond();
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(config.issuer())
                .audience(KeyVault.AUDIENCE)
                .subject(client.id())
                .claim("client_id", client.id())
                .claim("member", member)
                .claim("scope", scopes.stream().map(Scope::wire).sorted().collect(Collectors.joining(" ")))
                .claim("jti", ids.random().toString())
                .claim("dir", now.version())
                .issuedAt(issuedAt)
                .expiresAt(issuedAt + config.lifetime().toSeconds());
        if (client.collections() != null) {
            claims.claim("collections", client.collections().stream().sorted().toList());
        }
        return claims.jws()
                .type(TYPE)
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }

    /** What the token says; null unless this server signed it for this purpose and it has not expired. */
    @Nullable
    AccessToken verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return null;
        }
        ByteBuffer hash = sha256(token);
        AccessToken known = verified.getIfPresent(hash);
        if (known == null) {
            known = parse(token);
            if (known != null) {
                verified.put(hash, known);
            }
        }
        return known != null && clock.instant().isBefore(known.expiresAt()) ? known : null;
    }

    private @Nullable AccessToken parse(String token) {
        SigningKey key = key(token);
        if (key == null) {
            return null;
        }
        try {
            JsonWebToken jwt = key.parser().parse(token);
            String clientId = jwt.getClaim("client_id");
            String member = jwt.getClaim("member");
            String scope = jwt.getClaim("scope");
            JsonNumber version = jwt.getClaim("dir");
            if (jwt.getTokenID() == null || clientId == null || member == null || scope == null || version == null) {
                return null;
            }
            return new AccessToken(
                    jwt.getTokenID(),
                    clientId,
                    member,
                    Arrays.stream(scope.split(" "))
                            .flatMap(s -> Scope.parse(s).stream())
                            .collect(Collectors.toUnmodifiableSet()),
                    collections(jwt),
                    Instant.ofEpochSecond(jwt.getExpirationTime()),
                    version.longValue());
        } catch (ParseException e) {
            return null;
        }
    }

    private static @Nullable Set<String> collections(JsonWebToken jwt) {
        Object claim = jwt.getClaim("collections");
        if (claim == null) {
            return null;
        }
        Set<String> slugs = new LinkedHashSet<>();
        for (Object slug : (Iterable<?>) claim) {
            slugs.add(slug instanceof JsonString text ? text.getString() : slug.toString());
        }
        return slugs;
    }

    /** The key that the header names. The header is not yet verified: it only selects, the key then decides. */
    private @Nullable SigningKey key(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return null;
        }
        try {
            JsonNode header = json.readTree(Base64.getUrlDecoder().decode(token.substring(0, dot)));
            if (!header.path("typ").asText().equals(TYPE)) {
                return null;
            }
            SigningKey key = directory.current().keys().get(header.path("kid").asText());
            return key != null && key.verifies(clock.instant()) ? key : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static ByteBuffer sha256(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For the metadata. */
    static List<String> scopeNames() {
        return Arrays.stream(Scope.values()).map(Scope::wire).toList();
    }
}
