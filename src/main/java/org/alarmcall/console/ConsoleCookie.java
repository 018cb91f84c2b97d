package org.alarmcall.console;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;

/**
 * A cookie that scripts can't read. Where members reach the server by https, browsers send it over https only; its name then
 * says so, and no page outside of https can set it.
 */
final class ConsoleCookie {

    private final String name;
    private final String path;
    private final NewCookie.SameSite sameSite;
    private final boolean secure;

    /** @param issuer the address of the server, as members reach it */
    ConsoleCookie(String issuer, String name, String path, NewCookie.SameSite sameSite) {
        this.secure = issuer.startsWith("https:");
        this.name = secure ? "__Secure-" + name : name;
        this.path = path;
        this.sameSite = sameSite;
    }

    /** Its value; empty when there is none. */
    Optional<String> value(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(name)).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    NewCookie with(String value, int maxAgeSeconds) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .maxAge(maxAgeSeconds)
                .secure(secure)
                .httpOnly(true)
                .sameSite(sameSite)
                .build();
    }

    /** Takes it away. */
    NewCookie none() {
        return with("", 0);
    }
}
