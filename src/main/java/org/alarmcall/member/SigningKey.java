package org.alarmcall.member;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens: ECDSA on P-256 (ES256).
 *
 * @param kid RFC 7638 thumbprint of the public key
 * @param signsFrom published before it signs, so that every node and every reader of the key set knows it
 * @param verifiesUntil when the last token that it signed has expired; null while it is the newest
 * @param parser accepts what this key signed with ES256 for this server, and nothing else
 */
record SigningKey(
        String kid,
        ECPublicKey publicKey,
        PrivateKey privateKey,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant verifiesUntil,
        JWTParser parser) {

    static final Comparator<SigningKey> BY_AGE =
            Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::kid);

    boolean verifies(Instant now) {
        return verifiesUntil == null || now.isBefore(verifiesUntil);
    }

    static JWTParser parser(ECPublicKey key, String issuer, String audience) {
        JWTAuthContextInfo rules = new JWTAuthContextInfo(key, issuer);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        rules.setExpectedAudience(Set.of(audience));
        rules.setRequireNamedPrincipal(true);
        rules.setClockSkew(0);
        return new DefaultJWTParser(rules, new DefaultJWTCallerPrincipalFactory());
    }
}
