package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleCookieTest {

    private static ConsoleCookie at(String issuer) {
        return new ConsoleCookie(issuer, "test", "/console", NewCookie.SameSite.STRICT);
    }

    @Test
    void underHttpsItGoesOverHttpsOnlyAndItsNameSaysSo() {
        NewCookie cookie = at("https://alarmcall.example.org").with("token", 600);
        assertEquals("__Secure-test", cookie.getName());
        assertTrue(cookie.isSecure());
        assertTrue(cookie.isHttpOnly());
        assertEquals(600, cookie.getMaxAge());
        assertEquals(NewCookie.SameSite.STRICT, cookie.getSameSite());

        NewCookie plain = at("http://localhost:8080").with("token", 600);
        assertEquals("test", plain.getName());
        assertFalse(plain.isSecure());
        assertTrue(plain.isHttpOnly());
    }

    @Test
    void aCookieOfThePlainNameIsNotReadUnderHttps() {
        Map<String, Cookie> sent =
                Map.of("test", new Cookie.Builder("test").value("token").build());
        assertEquals(Optional.of("token"), at("http://localhost:8080").value(sent));
        assertEquals(Optional.empty(), at("https://alarmcall.example.org").value(sent));
    }

    @Test
    void oneThatWasTakenAwayHasNoValue() {
        NewCookie none = at("http://localhost:8080").none();
        assertEquals(0, none.getMaxAge());
        assertEquals(Optional.empty(), at("http://localhost:8080").value(Map.of(none.getName(), none)));
        assertEquals(Optional.empty(), at("http://localhost:8080").value(Map.of()));
    }
}
