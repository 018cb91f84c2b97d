package org.alarmcall.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Talks to this very server as members and staff do. */
final class SampleApi {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> tokens = new HashMap<>();
    private final URI base;
    private final ObjectMapper json;

    SampleApi(URI base, ObjectMapper json) {
        this.base = base;
        this.json = json;
    }

    boolean isReady() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(base.resolve("/q/health/ready")).build())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notListening) {
            return false;
        }
    }

    JsonNode get(SampleClient client, String path) throws InterruptedException {
        return call(client, "GET", path, null);
    }

    /** A 409 is fine: a sample that was broken off has decided this already. */
    JsonNode call(SampleClient client, String method, String path, @Nullable JsonNode body)
            throws InterruptedException {
        HttpRequest.BodyPublisher content =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token(client))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build());
        if (response.statusCode() >= 300 && response.statusCode() != 409) {
            throw new IllegalStateException(
                    method + " " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return parse(response.body());
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String token(SampleClient client) throws InterruptedException {
        String known = tokens.get(client.clientId());
        if (known != null) {
            return known;
        }
        String basic = Base64.getEncoder()
                .encodeToString((client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
        String token = parse(response.body()).path("access_token").asText();
        tokens.put(client.clientId(), token);
        return token;
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
