package org.alarmcall.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The cookie that holds a session's token. */
@Singleton
class SessionCookie {

    private final ConsoleCookie cookie;

    SessionCookie(
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String issuer) {
        this.cookie = new ConsoleCookie(issuer, "alarmcall", ConsoleRoutes.ROOT, NewCookie.SameSite.STRICT);
    }

    @Nullable
    String token(Map<String, Cookie> cookies) {
        return cookie.value(cookies).orElse(null);
    }

    /** Lives as long as the browser; the server ends it earlier. */
    NewCookie with(String token) {
        return cookie.with(token, NewCookie.DEFAULT_MAX_AGE);
    }

    NewCookie none() {
        return cookie.none();
    }
}
