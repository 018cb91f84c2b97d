package org.alarmcall.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * One API client of a member, which goes to another node when the one it uses fails, as a member's own system would.
 * Safe for many threads.
 */
public final class MemberClient {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long RETRY_MILLIS = 50;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final List<ServerProcess> nodes;
    private final String clientId;
    private final String clientSecret;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    private volatile int node;
    private volatile @Nullable String token;

    MemberClient(List<ServerProcess> nodes, int firstNode, String clientId, String clientSecret) {
        this.nodes = List.copyOf(nodes);
        this.node = firstNode % nodes.size();
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    /** The same client, as another of the member's machines: it begins at another node. */
    public MemberClient startingAt(int firstNode) {
        return new MemberClient(nodes, firstNode, clientId, clientSecret);
    }

    /** Answers 500 that were got so far: a fault of the server, while a 503 says that it can't answer now. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    public Answer get(String path, String... headers) throws InterruptedException {
        return send("GET", path, new byte[0], headers);
    }

    public Answer delete(String path) throws InterruptedException {
        return send("DELETE", path, new byte[0]);
    }

    public Answer post(String path, String json) throws InterruptedException {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    public Answer put(String path, String json) throws InterruptedException {
        return send("PUT", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    public Answer patch(String path, String json) throws InterruptedException {
        return send("PATCH", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    /**
     * Sends until it is answered: again, at the next node, when there is no answer, a 5xx or a 429. The caller sends only
     * what may be sent twice.
     */
    public Answer send(String method, String path, byte[] body, String... headers) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            int used = node;
            try {
                HttpRequest request = request(used, method, path, body, headers);
                HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
                Answer answer =
                        new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
                if (answer.status() == 401) {
                    token = null;
                } else if (answer.status() < 500 && answer.status() != 429) {
                    return answer;
                }
                last = answer.status() + " " + answer.text();
                if (answer.status() >= 500) {
                    leave(used);
                }
                if (answer.status() == 500) {
                    failures.add(answer.request() + ": " + last);
                }
            } catch (IOException e) {
                last = e.toString();
                leave(used);
            }
            Thread.sleep(RETRY_MILLIS);
        }
        throw new AssertionFailedError(method + " " + path + " got no answer, last: " + last);
    }

    /** Opens a stream at the present node, once. */
    HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        int used = node;
        try {
            HttpRequest request = request(used, "GET", path, new byte[0], headers);
            HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 401) {
                token = null;
            } else if (response.statusCode() >= 500) {
                leave(used);
            }
            return response;
        } catch (IOException e) {
            leave(used);
            throw e;
        }
    }

    /** Goes on at the next node, unless another thread has already left this one. */
    private void leave(int used) {
        if (node == used) {
            node = (used + 1) % nodes.size();
        }
    }

    private URI address(int used) throws ConnectException {
        return nodes.get(used).listening().orElseThrow(() -> new ConnectException("the server is starting"));
    }

    private HttpRequest request(int used, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        URI uri = address(used).resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Bearer " + token(used))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** A token of this client, the one it has or a new one. */
    public String token() throws IOException, InterruptedException {
        return token(node);
    }

    private String token(int used) throws IOException, InterruptedException {
        String known = token;
        if (known != null) {
            return known;
        }
        String basic =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(address(used).resolve("/oauth2/token"))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Answer answer = new Answer("POST /oauth2/token", response.statusCode(), response.headers(), response.body());
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new IOException(answer.request() + " was answered " + answer.status() + ": " + answer.text());
        }
        String fresh = answer.expect(200).json().get("access_token").asText();
        token = fresh;
        return fresh;
    }
}
