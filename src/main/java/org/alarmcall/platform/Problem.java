package org.alarmcall.platform;

import java.util.Locale;

/**
 * The error vocabulary of the HTTP API: one line an error. Each is sent as RFC 9457 {@code application/problem+json}
 * with the type {@code urn:alarmcall:problem:<slug>}.
 */
public enum Problem {
    MALFORMED(400, "The request can't be read"),
    INVALID_CURSOR(400, "The cursor is not one that this server gave"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    INSUFFICIENT_SCOPE(403, "The access token lacks the scope"),
    FORBIDDEN(403, "This is not allowed to your member"),
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    CONFLICT(409, "It is not in the state that this needs"),
    ALREADY_EXISTS(409, "There is one with this name"),
    ALREADY_DECIDED(409, "Somebody else has decided this"),
    FEED_REWOUND(409, "This is not the feed that you have read"),
    TOO_LARGE(413, "The request is larger than the limit"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type or encoding is not offered"),
    INVALID(422, "Some values are not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "This idempotency key came with another body"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "The server failed"),
    UNAVAILABLE(503, "The server can't answer now");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String type() {
        return "urn:alarmcall:problem:" + slug();
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The exception that ends a request with this problem; {@code detail} is written for the caller. */
    public ProblemException because(String detail) {
        return new ProblemException(this, detail);
    }
}
