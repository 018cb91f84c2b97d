package org.alarmcall.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The cookie of a browser that is away to sign in at the provider: the token of the sign-in, and the page to go on to. It
 * has to come back from another site, so it is {@code Lax}; it opens nothing by itself.
 */
@Singleton
class SignInCookie {

    private static final int SECONDS = 600;

    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]*)");

    private final ConsoleCookie cookie;

    SignInCookie(
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String issuer) {
        this.cookie = new ConsoleCookie(issuer, "alarmcall-sign-in", ProviderPages.PATH, NewCookie.SameSite.LAX);
    }

    /** @param next the page to go on to, as the browser says: not yet checked */
    record Away(String token, String next) {}

    Optional<Away> read(Map<String, Cookie> cookies) {
        return cookie.value(cookies).flatMap(SignInCookie::away);
    }

    private static Optional<Away> away(String value) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String next = new String(Base64.getUrlDecoder().decode(parts.group(2)), StandardCharsets.UTF_8);
            return Optional.of(new Away(parts.group(1), next));
        } catch (IllegalArgumentException e) { // not Base64
            return Optional.empty();
        }
    }

    NewCookie with(Away away) {
        byte[] next = away.next().getBytes(StandardCharsets.UTF_8);
        return cookie.with(
                away.token() + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(next), SECONDS);
    }

    NewCookie none() {
        return cookie.none();
    }
}
