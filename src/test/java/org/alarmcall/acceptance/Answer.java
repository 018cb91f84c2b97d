package org.alarmcall.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.opentest4j.AssertionFailedError;

/** What the server answered. */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new AssertionFailedError(request + " was answered without " + name));
    }

    /** Itself, when the status is 200 to 299. */
    public Answer ok() {
        return expect(status / 100 == 2);
    }

    public Answer expect(int expected) {
        return expect(status == expected);
    }

    private Answer expect(boolean asExpected) {
        if (!asExpected) {
            throw new AssertionFailedError(request + " was answered " + status + ": " + text());
        }
        return this;
    }
}
