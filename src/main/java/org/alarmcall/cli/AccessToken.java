package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A bearer token in memory, renewed well before the server would refuse it. */
final class AccessToken {

    private static final long MARGIN_SECONDS = 30;

    private final String value;
    private final String scope;
    private final long renewAtNanos;

    private AccessToken(String value, String scope, long lifeSeconds) {
        this.value = value;
        this.scope = scope;
        this.renewAtNanos =
                System.nanoTime() + 1_000_000_000L * Math.max(lifeSeconds / 2, lifeSeconds - MARGIN_SECONDS);
    }

    static AccessToken of(JsonNode answer) {
        String value = answer.path("access_token").asText("");
        if (value.isEmpty()) {
            throw Failure.server("The server answered no token. Is this an Alarmcall server?");
        }
        return new AccessToken(
                value,
                answer.path("scope").asText(""),
                answer.path("expires_in").asLong(0));
    }

    String value() {
        return value;
    }

    String scope() {
        return scope;
    }

    boolean isNearExpiry() {
        return System.nanoTime() - renewAtNanos >= 0;
    }
}
