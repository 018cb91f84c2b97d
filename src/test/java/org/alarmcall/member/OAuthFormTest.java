package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthFormTest {

    private static final String GRANT = "grant_type=client_credentials";

    @Test
    void credentialsComeByBasicAndArePercentEncodedThere() {
        OAuthForm form = OAuthForm.parse(GRANT, basic("my%20shop:a%3Ab+c%25"));
        assertEquals("my shop", form.clientId());
        assertEquals("a:b c%", form.clientSecret());
        assertEquals("client_credentials", form.get("grant_type"));
    }

    @Test
    void credentialsComeInTheForm() {
        OAuthForm form = OAuthForm.parse(GRANT + "&client_id=shop&client_secret=a%26b", null);
        assertEquals("shop", form.clientId());
        assertEquals("a&b", form.clientSecret());
    }

    @Test
    void aParameterWithoutValueIsAsIfItWereNotSent() {
        assertNull(
                OAuthForm.parse(GRANT + "&scope=&scope", basic("shop:secret")).get("scope"));
    }

    @Test
    void theClientsIdMayStandInTheFormBesideBasic() {
        assertEquals(
                "shop",
                OAuthForm.parse(GRANT + "&client_id=shop", basic("shop:secret")).clientId());
        assertThrows(OAuthError.class, () -> OAuthForm.parse(GRANT + "&client_id=other", basic("shop:secret")));
    }

    @Test
    void credentialsInBothPlacesAreRefused() {
        String body = GRANT + "&client_id=shop&client_secret=secret";
        assertThrows(OAuthError.class, () -> OAuthForm.parse(body, basic("shop:secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Basic", "Basic !", "Basic c2hvcA==", "Basic /w==", ""})
    void anyOtherHeaderIsRefused(String header) {
        assertThrows(OAuthError.class, () -> OAuthForm.parse(GRANT, header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%", "a=%4"})
    void aBrokenFormIsRefused(String body) {
        assertThrows(OAuthError.class, () -> OAuthForm.parse(body, basic("shop:secret")));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThrows(OAuthError.class, () -> OAuthForm.parse("a=" + "x".repeat(OAuthForm.MAX_LENGTH), basic("a:b")));
        assertThrows(OAuthError.class, () -> OAuthForm.parse(GRANT, basic("x".repeat(65) + ":b")));
        assertThrows(OAuthError.class, () -> OAuthForm.parse(GRANT, basic("a:" + "x".repeat(513))));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
