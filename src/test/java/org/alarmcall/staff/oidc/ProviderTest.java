package org.alarmcall.staff.oidc;

import static org.alarmcall.staff.oidc.FakeProvider.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.StartupRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderTest {

    private static final String SERVER = "https://alarmcall.example.org";
    private static final Handshake HANDSHAKE = new Handshake(
            "the state of this sign-in, 43 characters lo",
            FakeProvider.NONCE,
            "the-verifier-of-this-sign-in-43-characters-");
    private static final Map<String, List<String>> ANSWER =
            Map.of("state", List.of(HANDSHAKE.state()), "code", List.of("a code"));

    private final FakeProvider fake;

    ProviderTest() throws IOException {
        fake = new FakeProvider();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aVerifiedTokenSaysWhoItIs() {
        fake.answers(signed(fake.claims().build(), fake.key()));
        assertEquals(
                new Person(
                        fake.issuer(),
                        "248289761001",
                        "Ana@example.org",
                        "Ana Reyes",
                        "The coalition",
                        Optional.of(StaffRole.REVIEWER)),
                provider(Map.of()).person(HANDSHAKE, ANSWER));
        assertTrue(fake.tokenRequest().contains("code_verifier=" + HANDSHAKE.verifier()));
    }

    @Test
    void theBrowserIsSentWithEverythingThatTiesTheSignInToIt() {
        URI address = provider(Map.of()).signInAddress(HANDSHAKE);
        assertTrue(address.toString().startsWith(fake.issuer() + "/auth?"));
        String query = address.getRawQuery();
        assertTrue(query.contains("code_challenge_method=S256"));
        assertTrue(query.contains("code_challenge="));
        assertTrue(query.contains("state="));
        assertTrue(query.contains("nonce="));
        assertTrue(query.contains(
                "redirect_uri=https%3A%2F%2Falarmcall.example.org%2Fconsole%2Fsign-in%2Fprovider%2Fdone"));
    }

    @Test
    void aTokenThatIsNotTheProvidersForUsAndForNowIsRefused() throws JOSEException {
        JWTClaimsSet honest = fake.claims().build();
        Instant now = Instant.now();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(
                "another issuer",
                signed(fake.claims().issuer("https://evil.example").build(), fake.key()));
        tokens.put("for somebody else", signed(fake.claims().audience("another").build(), fake.key()));
        tokens.put(
                "of another sign-in",
                signed(fake.claims().claim("nonce", "other").build(), fake.key()));
        tokens.put("without nonce", signed(fake.claims().claim("nonce", null).build(), fake.key()));
        tokens.put(
                "expired",
                signed(
                        fake.claims()
                                .expirationTime(Date.from(now.minusSeconds(120)))
                                .build(),
                        fake.key()));
        tokens.put("without expiry", signed(fake.claims().expirationTime(null).build(), fake.key()));
        tokens.put("without subject", signed(fake.claims().subject(null).build(), fake.key()));
        tokens.put(
                "a subject too long",
                signed(fake.claims().subject("x".repeat(256)).build(), fake.key()));
        tokens.put(
                "another key by the same name",
                signed(honest, FakeProvider.newKey(fake.key().getKeyID())));
        tokens.put("not signed", new PlainJWT(honest).serialize());
        SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), honest);
        shared.sign(new MACSigner(fake.key().toECPublicKey().getEncoded()));
        tokens.put("signed with the public key as a shared secret", shared.serialize());
        Provider provider = provider(Map.of());
        tokens.forEach((what, token) -> {
            fake.answers(token);
            assertEquals(Problem.FORBIDDEN, refusal(provider, ANSWER).problem(), what);
        });
        fake.answers(signed(honest, fake.key()));
        assertEquals("248289761001", provider.person(HANDSHAKE, ANSWER).subject());
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() {
        Provider provider = provider(Map.of());
        fake.answers(signed(fake.claims().build(), fake.key()));
        provider.person(HANDSHAKE, ANSWER);
        provider.person(HANDSHAKE, ANSWER);
        assertEquals(1, fake.keysAsked());
        fake.rotateKey();
        fake.answers(signed(fake.claims().build(), fake.key()));
        provider.person(HANDSHAKE, ANSWER);
        assertEquals(2, fake.keysAsked());
    }

    @Test
    void anAnswerThatIsNotThisSignInsIsRefusedBeforeTheProviderIsAsked() {
        Provider provider = provider(Map.of());
        for (Map<String, List<String>> answer : List.of(
                Map.<String, List<String>>of(),
                Map.of("code", List.of("a code")),
                Map.of("code", List.of("a code"), "state", List.of("another")),
                Map.of("error", List.of("access_denied"), "error_description", List.of("call us")))) {
            String detail = refusal(provider, answer).detail();
            assertTrue(detail.contains("began in another browser"), detail);
        }
        Map<String, List<String>> mixedUp = new HashMap<>(ANSWER);
        mixedUp.put("iss", List.of("https://evil.example"));
        assertTrue(refusal(provider, mixedUp).detail().contains("another provider's"));
        assertEquals("", fake.tokenRequest());
    }

    @Test
    void whatTheProviderSaysIsPlainTextAndShort() {
        ProblemException refused = refusal(
                provider(Map.of()),
                Map.of(
                        "state", List.of(HANDSHAKE.state()),
                        "error", List.of("access_denied"),
                        "error_description", List.of("no\u0007 " + "x".repeat(1000))));
        assertTrue(refused.detail().contains("not accepted: no xxx"), refused.detail());
        assertTrue(refused.detail().length() < 300);
    }

    @Test
    void theHighestRoleOfTheClaimCountsWhereverItStands() {
        Map<String, String> config = Map.of(
                "roles-claim", "/realm_access/roles",
                "admins", "/staff/chiefs",
                "leads", "leads,others");
        assertEquals(Optional.empty(), role(config, Map.of("roles", List.of("alarmcall-admin"))));
        assertEquals(
                Optional.of(StaffRole.LEAD),
                role(config, Map.of("realm_access", Map.of("roles", List.of("alarmcall-reviewer", "others")))));
        assertEquals(
                Optional.of(StaffRole.ADMIN), role(config, Map.of("realm_access", Map.of("roles", "/staff/chiefs"))));
        assertEquals(Optional.empty(), role(config, Map.of("realm_access", Map.of("roles", Map.of("leads", "leads")))));
    }

    @Test
    void aProviderThatIsNotThereOrNotTheOneIs503() {
        fake.claimsToBe("https://evil.example");
        assertEquals(
                Problem.UNAVAILABLE,
                assertThrows(ProblemException.class, () -> provider(Map.of()).signInAddress(HANDSHAKE))
                        .problem());
        fake.close();
        assertEquals(
                Problem.UNAVAILABLE,
                assertThrows(ProblemException.class, () -> provider(Map.of()).signInAddress(HANDSHAKE))
                        .problem());
    }

    @Test
    void dangerousSettingsStopTheStart() {
        assertThrows(StartupRefused.class, () -> provider(Map.of("issuer", "http://login.example.org")));
        assertThrows(StartupRefused.class, () -> provider(Map.of("timeout", "10m")));
        assertThrows(StartupRefused.class, () -> provider(Map.of("roles-claim", "roles")));
    }

    private Optional<StaffRole> role(Map<String, String> config, Map<String, ?> claims) {
        JWTClaimsSet.Builder builder = fake.claims().claim("roles", null);
        claims.forEach(builder::claim);
        fake.answers(signed(builder.build(), fake.key()));
        return provider(config).person(HANDSHAKE, ANSWER).role();
    }

    private static ProblemException refusal(Provider provider, Map<String, List<String>> answer) {
        return assertThrows(ProblemException.class, () -> provider.person(HANDSHAKE, answer));
    }

    private Provider provider(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("alarmcall.staff.oidc.issuer", fake.issuer());
        settings.forEach((key, value) -> properties.put("alarmcall.staff.oidc." + key, value));
        OidcConfig config = new SmallRyeConfigBuilder()
                .withMapping(OidcConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(OidcConfig.class);
        return new Provider(config, new ObjectMapper(), SERVER);
    }
}
