package org.alarmcall.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a session's token. Where members reach the server by https, browsers send it over https only; its
 * name then says so, and no page outside of https can set it.
 */
@Singleton
class SessionCookie {

    private final boolean secure;
    private final String name;

    SessionCookie(
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String issuer) {
        this.secure = issuer.startsWith("https:");
        this.name = secure ? "__Secure-alarmcall" : "alarmcall";
    }

    @Nullable
    String token(Map<String, Cookie> cookies) {
        Cookie cookie = cookies.get(name);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /** Lives as long as the browser; the server ends it earlier. */
    NewCookie with(String token) {
        return cookie(token, NewCookie.DEFAULT_MAX_AGE);
    }

    NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(ConsoleRoutes.ROOT)
                .maxAge(maxAge)
                .secure(secure)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
