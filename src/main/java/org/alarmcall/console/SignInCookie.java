package org.alarmcall.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The cookie of a browser that is away to sign in at the provider: the token of the sign-in, and the page to go on to. It
 * has to come back from another site, so it is {@code Lax}; it opens nothing by itself.
 */
@Singleton
class SignInCookie {

    private static final int SECONDS = 600;

    private final boolean secure;
    private final String name;

    SignInCookie(
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String issuer) {
        this.secure = issuer.startsWith("https:");
        this.name = secure ? "__Secure-alarmcall-sign-in" : "alarmcall-sign-in";
    }

    /** @param next the page to go on to, as the browser says: not yet checked */
    record Away(String token, String next) {}

    Optional<Away> read(Map<String, Cookie> cookies) {
        Cookie cookie = cookies.get(name);
        if (cookie == null || !cookie.getValue().matches("[A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]*")) {
            return Optional.empty();
        }
        String[] parts = cookie.getValue().split("\\.", 2);
        try {
            String next = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.of(new Away(parts[0], next));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    NewCookie with(Away away) {
        byte[] next = away.next().getBytes(StandardCharsets.UTF_8);
        return cookie(
                away.token() + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(next), SECONDS);
    }

    NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(ProviderPages.PATH)
                .maxAge(maxAge)
                .secure(secure)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
