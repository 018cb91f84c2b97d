package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side: holds the token, asks for a new one in time, and tries again when the server is busy or away. An answer
 * below 300 is handed to the reader; every other ends in a {@link Failure}.
 */
final class Server {

    private static final String API = "/api/v1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long MOST_RETRY_AFTER_SECONDS = 300;
    private static final int MOST_PROBLEM_BYTES = 1 << 20;
    private static final int MOST_DOCUMENT_BYTES = 256 << 20;

    private final Credentials credentials;
    private final Backoff backoff;
    private final Shell shell;
    private @Nullable HttpClient http;
    private @Nullable AccessToken token;

    Server(Credentials credentials, Backoff backoff, Shell shell) {
        this.credentials = credentials;
        this.backoff = backoff;
        this.shell = shell;
    }

    /** What is made of an answer. Called again from the beginning when the connection breaks while it reads. */
    interface Reader<T> {
        T read(HttpHeaders headers, InputStream body) throws IOException;
    }

    URI uri() {
        return credentials.server();
    }

    String clientId() {
        return credentials.clientId();
    }

    /** A server that is away is waited for, however long it takes. */
    Server patient() {
        return new Server(credentials, Backoff.endless(backoff.firstMillis()), shell);
    }

    JsonNode json(Call call) {
        return call(call, Server::readJson);
    }

    /** Calls below {@code /api/v1}, with the client's token; where the server has revoked that, with a new one. */
    <T> T call(Call call, Reader<T> reader) {
        try {
            return withToken(call, reader);
        } catch (Refusal refusal) {
            throw refusal.status() == 404 ? OwnCollections.named(this, call, refusal) : refusal;
        }
    }

    private <T> T withToken(Call call, Reader<T> reader) {
        try {
            return repeat(API, call, () -> "Bearer " + token().value(), reader);
        } catch (Refusal refusal) {
            if (refusal.status() != 401) {
                throw refusal;
            }
            token = null;
            return repeat(API, call, () -> "Bearer " + token().value(), reader);
        }
    }

    /** The token that the next call will carry; fetched when there is none or when it is about to expire. */
    AccessToken token() {
        AccessToken held = token;
        if (held == null || held.isNearExpiry()) {
            held = fetchToken();
            token = held;
        }
        return held;
    }

    private AccessToken fetchToken() {
        Call call = Call.post(
                "/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII));
        String pair = Call.encode(credentials.clientId()) + ":" + Call.encode(credentials.clientSecret());
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        try {
            return AccessToken.of(repeat("", call.canBeRepeated(), () -> basic, Server::readJson));
        } catch (Refusal refusal) {
            if (refusal.problem()
                    .path("error")
                    .asText("")
                    .matches("invalid_client|unauthorized_client|invalid_scope")) {
                throw new Failure(
                        Exit.NOT_ALLOWED,
                        "The server does not accept the credentials of " + credentials + ": " + refusal.sentence());
            }
            throw refusal;
        }
    }

    private <T> T repeat(String base, Call call, Supplier<String> authorization, Reader<T> reader) {
        for (int attempt = 0; ; attempt++) {
            long delayMillis = backoff.delayMillis(attempt);
            String reason;
            try {
                HttpResponse<InputStream> response = exchange(base + call.path(), call, authorization.get());
                try (InputStream body = decoded(response)) {
                    int status = response.statusCode();
                    if (status < 300) {
                        return reader.read(response.headers(), body);
                    }
                    Refusal refusal = Refusal.of(status, Json.readLeniently(body.readNBytes(MOST_PROBLEM_BYTES)));
                    Optional<Long> asked = retryAfterSeconds(response.headers());
                    if (!mayRepeat(call, status) || attempt >= backoff.retries() || isTooLong(asked)) {
                        throw refusal;
                    }
                    delayMillis = asked.map(seconds -> 1000 * Math.min(MOST_RETRY_AFTER_SECONDS, seconds))
                            .orElse(delayMillis);
                    reason = refusal.sentence();
                }
            } catch (IOException e) {
                reason = "Can't talk to " + credentials.server() + ": " + reasonOf(e);
                if (!call.repeatable() || attempt >= backoff.retries()) {
                    throw Failure.server(reason);
                }
            }
            shell.say(reason + " Trying again in " + (delayMillis + 999) / 1000 + " s.");
            Backoff.sleep(delayMillis);
        }
    }

    private HttpResponse<InputStream> exchange(String path, Call call, String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(credentials.server() + path))
                .timeout(call.timeout())
                .header("Authorization", authorization)
                .header("User-Agent", "alarmcall-cli");
        call.headers().forEach(request::header);
        byte[] body = call.body();
        request.method(
                call.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            return http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.server("Interrupted.");
        }
    }

    /** Redirects are not followed: they would carry the token elsewhere. */
    private HttpClient http() {
        HttpClient client = http;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            http = client;
        }
        return client;
    }

    private static InputStream decoded(HttpResponse<InputStream> response) throws IOException {
        InputStream body = new StallGuard(response.body());
        boolean gzip = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        return gzip ? new GZIPInputStream(body, 1 << 16) : body;
    }

    private static JsonNode readJson(HttpHeaders headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_DOCUMENT_BYTES);
        return bytes.length == 0 ? Json.object() : Json.read(bytes);
    }

    /** 429 and 503 say that nothing was done; after any other 5xx nobody knows. */
    private static boolean mayRepeat(Call call, int status) {
        return status == 429 || status == 503 || (status >= 500 && call.repeatable());
    }

    private static Optional<Long> retryAfterSeconds(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::parseLong);
    }

    /** A server that says so is not busy for a moment: the lookups of a day are used up. */
    private boolean isTooLong(Optional<Long> seconds) {
        return !backoff.isEndless() && seconds.orElse(0L) > MOST_RETRY_AFTER_SECONDS;
    }

    private static String reasonOf(IOException e) {
        String message = e.getMessage();
        if (e instanceof ConnectException && message == null) { // as the JDK's client says it
            return "it does not answer at that address.";
        }
        return (message == null || message.isBlank() ? e.getClass().getSimpleName() : message) + ".";
    }
}
