package org.alarmcall.staff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Passkeys (WebAuthn level 2) as a second factor, for the host by which the server is reached. Attestation is not asked for:
 * any authenticator will do. The challenge is the session's; a sign-in ends that session, so an answer counts once.
 */
@Singleton
class Passkeys {

    private static final int ES256 = -7;
    private static final int EDDSA = -8;
    private static final int RS256 = -257;
    private static final int TIMEOUT_MILLIS = 120_000;

    private static final List<JsonPointer> MADE =
            texts("/id", "/rawId", "/type", "/response/clientDataJSON", "/response/attestationObject");
    private static final List<JsonPointer> USED = texts(
            "/id", "/rawId", "/type", "/response/clientDataJSON", "/response/authenticatorData", "/response/signature");

    private final ObjectMapper json;
    private final URI server;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);

    Passkeys(
            ObjectMapper json,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") URI server) {
        this.json = json;
        this.server = server;
    }

    /** A passkey as it is stored: the credential's public part. */
    record Passkey(byte[] credentialId, byte[] publicPart, long counter) {}

    /** What the browser needs to make one: {@code PublicKeyCredentialCreationOptionsJSON}. */
    String creationOptions(StaffSession session, List<byte[]> known) {
        StaffAccount account = session.account();
        return text(Map.of(
                "challenge", session.challenge(),
                "rp", Map.of("id", server.getHost(), "name", "Alarmcall"),
                "user",
                        Map.of(
                                "id", OneTimeToken.derive("staff", Integer.toString(account.id())),
                                "name", account.login(),
                                "displayName", account.name()),
                "pubKeyCredParams", List.of(algorithm(ES256), algorithm(EDDSA), algorithm(RS256)),
                "timeout", TIMEOUT_MILLIS,
                "excludeCredentials", known.stream().map(Passkeys::credential).toList(),
                "authenticatorSelection", Map.of("userVerification", "preferred"),
                "attestation", "none"));
    }

    /** What the browser needs to use one: {@code PublicKeyCredentialRequestOptionsJSON}. */
    String requestOptions(StaffSession session, List<byte[]> known) {
        return text(Map.of(
                "challenge", session.challenge(),
                "rpId", server.getHost(),
                "timeout", TIMEOUT_MILLIS,
                "allowCredentials", known.stream().map(Passkeys::credential).toList(),
                "userVerification", "preferred"));
    }

    /** The new passkey that the browser's answer holds; empty when it is not a right one. */
    Optional<Passkey> made(StaffSession session, String answer) {
        if (!has(answer, MADE)) {
            return Optional.empty();
        }
        try {
            RegistrationData data = webAuthn.verifyRegistrationResponseJSON(
                    answer, new RegistrationParameters(server(session), false, true));
            AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
            AttestedCredentialData credential = authenticator.getAttestedCredentialData();
            return Optional.of(new Passkey(
                    credential.getCredentialId(), credentials.convert(credential), authenticator.getSignCount()));
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The credential that an answer claims to be of; nothing is checked yet. */
    Optional<AuthenticationData> read(String answer) {
        if (!has(answer, USED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(webAuthn.parseAuthenticationResponseJSON(answer));
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The new counter when the answer is signed by this passkey, for this session and this host; else empty. */
    OptionalLong counter(StaffSession session, Passkey passkey, AuthenticationData answer) {
        CredentialRecordImpl record = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                passkey.counter(),
                credentials.convert(passkey.publicPart()),
                null,
                null,
                null,
                null);
        try {
            webAuthn.verify(answer, new AuthenticationParameters(server(session), record, null, false, true));
            return OptionalLong.of(answer.getAuthenticatorData().getSignCount());
        } catch (WebAuthnException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the answer has the texts that the library takes for granted; it throws what it likes when one is no base64url. */
    private boolean has(String answer, List<JsonPointer> texts) {
        try {
            JsonNode root = json.readTree(answer);
            return texts.stream().allMatch(text -> root.at(text).isTextual());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static List<JsonPointer> texts(String... pointers) {
        return Stream.of(pointers).map(JsonPointer::compile).toList();
    }

    /** A passkey is bound to the host; the port is not compared, as it may differ behind a proxy. */
    private ServerProperty server(StaffSession session) {
        return ServerProperty.builder()
                .originPredicate(origin -> server.getScheme().equals(origin.getScheme())
                        && server.getHost().equals(origin.getHost()))
                .rpId(server.getHost())
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(session.challenge())))
                .build();
    }

    private static Map<String, Object> algorithm(int cose) {
        return Map.of("type", "public-key", "alg", cose);
    }

    private static Map<String, Object> credential(byte[] id) {
        return Map.of(
                "type",
                "public-key",
                "id",
                Base64.getUrlEncoder().withoutPadding().encodeToString(id));
    }

    private String text(Map<String, Object> options) {
        try {
            return json.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
