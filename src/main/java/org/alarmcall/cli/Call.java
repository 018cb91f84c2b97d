package org.alarmcall.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server.
 *
 * @param repeatable whether it may be sent again when nobody knows if it arrived
 * @param timeout to the first byte of the answer
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        byte @Nullable [] body,
        boolean repeatable,
        Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    static Call get(String path, String accept) {
        return new Call("GET", path, Map.of("Accept", accept, "Accept-Encoding", "gzip"), null, true, DEFAULT_TIMEOUT);
    }

    static Call post(String path, String contentType, byte[] body) {
        return new Call(
                "POST",
                path,
                Map.of("Content-Type", contentType, "Accept", "application/json, application/problem+json"),
                body,
                false,
                DEFAULT_TIMEOUT);
    }

    /** To put the same twice does what to put it once does. */
    static Call put(String path, String contentType, byte[] body) {
        Call post = post(path, contentType, body);
        return new Call("PUT", path, post.headers(), body, true, post.timeout());
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body, repeatable, timeout);
    }

    Call canBeRepeated() {
        return new Call(method, path, headers, body, true, timeout);
    }

    Call within(Duration limit) {
        return new Call(method, path, headers, body, repeatable, limit);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
