package org.alarmcall;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.Scope;
import org.alarmcall.testing.ListingBody;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API and who may call it.
 *
 * @param scopes any of them opens it; empty when it needs no token
 * @param body a valid one; null for none
 */
record Operation(
        String method,
        String path,
        Of of,
        Set<Scope> scopes,
        @Nullable Object body) {

    /** Whom an operation is for, and what hides from the others. */
    enum Of {
        /** A collection in the path; hidden from who is not in it. */
        COLLECTION,
        /** Something of one member in a collection; hidden from the others in it. */
        MEMBER,
        /** Staff; there is nothing to hide, since no member's client may hold the scope. */
        STAFF,
        /** Any client. */
        ANY,
        /** Everybody. */
        PUBLIC
    }

    /** The id of nothing. */
    static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    private static final Object LISTING = ListingBody.submission("matrix", "0123456789abcdef0123456789abcdef");
    private static final Map<String, Object> LOOKUP =
            Map.of("queries", List.of(Map.of("type", "image_md5", "value", "0123456789abcdef0123456789abcdef")));
    static final Map<String, Object> TACTIC = Map.of(
            "title",
            "White plastic",
            "narrative",
            "Ivory is offered as white plastic.",
            "firstSeen",
            "2026-11-20",
            "labels",
            Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"));
    static final Map<String, Object> DECISION = Map.of("decision", "approve");

    /** Every operation of the API. */
    static final List<Operation> ALL = List.of(
            operation("GET /.well-known/jwks.json", Of.PUBLIC, null),
            operation("GET /.well-known/oauth-authorization-server", Of.PUBLIC, null),
            operation("POST /oauth2/token", Of.PUBLIC, null),
            operation("POST /oauth2/revoke", Of.PUBLIC, null),
            operation("GET /api/v1/account-keys", Of.ANY, null, Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/me", Of.ANY, null, Scope.values()),
            operation("GET /api/v1/collections", Of.ANY, null, Scope.FEED_READ, Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/collections/{collection}/feed", Of.COLLECTION, null, Scope.FEED_READ),
            operation("GET /api/v1/collections/{collection}/manifest", Of.COLLECTION, null, Scope.FEED_READ),
            operation(
                    "GET /api/v1/collections/{collection}/withdrawals",
                    Of.COLLECTION,
                    null,
                    Scope.FEED_READ,
                    Scope.REVIEW),
            operation("GET /api/v1/collections/{collection}/snapshot", Of.COLLECTION, null, Scope.FEED_READ),
            operation(
                    "POST /api/v1/collections/{collection}/submissions",
                    Of.COLLECTION,
                    LISTING,
                    Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/collections/{collection}/listings", Of.COLLECTION, null, Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/collections/{collection}/expiring", Of.COLLECTION, null, Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/collections/{collection}/standing", Of.COLLECTION, null, Scope.SUBMISSIONS_WRITE),
            operation("GET /api/v1/review/precision", Of.STAFF, null, Scope.REVIEW),
            operation(
                    "GET /api/v1/collections/{collection}/submissions/{id}", Of.MEMBER, null, Scope.SUBMISSIONS_WRITE),
            operation(
                    "DELETE /api/v1/collections/{collection}/listings/{reference}",
                    Of.MEMBER,
                    null,
                    Scope.SUBMISSIONS_WRITE),
            operation("POST /api/v1/collections/{collection}/lookup", Of.COLLECTION, LOOKUP, Scope.LOOKUP_READ),
            operation(
                    "GET /api/v1/collections/{collection}/lookup/{type}/{prefix}",
                    Of.COLLECTION,
                    null,
                    Scope.LOOKUP_READ),
            operation("GET /api/v1/impact/definitions", Of.ANY, null, Scope.values()),
            operation("GET /api/v1/impact/{month}", Of.ANY, null, Scope.IMPACT_WRITE),
            operation("PUT /api/v1/impact/{month}", Of.ANY, Map.of("rows", List.of()), Scope.IMPACT_WRITE),
            operation("GET /api/v1/impact/dsa", Of.ANY, null, Scope.IMPACT_WRITE),
            operation("GET /api/v1/impact", Of.ANY, null, Scope.IMPACT_READ, Scope.REVIEW, Scope.ADMIN),
            operation("GET /api/v1/review/impact/{month}", Of.STAFF, null, Scope.REVIEW),
            operation(
                    "PUT /api/v1/collections/{collection}/indicators/{id}/feedback",
                    Of.COLLECTION,
                    Map.of("opinion", "seen"),
                    Scope.FEEDBACK_WRITE),
            operation(
                    "GET /api/v1/collections/{collection}/indicators/{id}/feedback",
                    Of.MEMBER,
                    null,
                    Scope.FEEDBACK_WRITE),
            operation(
                    "POST /api/v1/collections/{collection}/feedback",
                    Of.COLLECTION,
                    Map.of("items", List.of(Map.of("indicatorId", UNKNOWN, "opinion", "seen"))),
                    Scope.FEEDBACK_WRITE),
            operation("POST /api/v1/collections/{collection}/tactics", Of.COLLECTION, TACTIC, Scope.TACTICS_WRITE),
            operation(
                    "GET /api/v1/collections/{collection}/tactics",
                    Of.COLLECTION,
                    null,
                    Scope.FEED_READ,
                    Scope.TACTICS_WRITE),
            operation(
                    "GET /api/v1/collections/{collection}/tactics/{id}",
                    Of.MEMBER,
                    null,
                    Scope.FEED_READ,
                    Scope.TACTICS_WRITE),
            operation(
                    "GET /api/v1/collections/{collection}/tactics/{id}/listings",
                    Of.MEMBER,
                    null,
                    Scope.FEED_READ,
                    Scope.TACTICS_WRITE,
                    Scope.REVIEW),
            operation("PUT /api/v1/collections/{collection}/tactics/{id}", Of.MEMBER, TACTIC, Scope.TACTICS_WRITE),
            operation("DELETE /api/v1/collections/{collection}/tactics/{id}", Of.MEMBER, null, Scope.TACTICS_WRITE),
            operation("GET /api/v1/collections/{collection}/tactics/trends", Of.COLLECTION, null, Scope.FEED_READ),
            operation("GET /api/v1/collections/{collection}/code-words", Of.COLLECTION, null, Scope.FEED_READ),
            operation("GET /api/v1/review/tactics", Of.STAFF, null, Scope.REVIEW),
            operation("GET /api/v1/review/tactics/{id}", Of.STAFF, null, Scope.REVIEW),
            operation("POST /api/v1/review/tactics/{id}/decision", Of.STAFF, DECISION, Scope.REVIEW),
            operation("POST /api/v1/review/tactics/{id}/merge", Of.STAFF, Map.of("into", UNKNOWN), Scope.REVIEW),
            operation("POST /api/v1/review/tactics/{id}/withdraw", Of.STAFF, Map.of("reason", "quality"), Scope.REVIEW),
            operation(
                    "POST /api/v1/review/code-words/{id}/renew",
                    Of.STAFF,
                    Map.of("sunset", "2026-12-24"),
                    Scope.REVIEW),
            operation("GET /api/v1/review/queue", Of.STAFF, null, Scope.REVIEW),
            operation("GET /api/v1/review/listings/{id}", Of.STAFF, null, Scope.REVIEW),
            operation("POST /api/v1/review/listings/{id}/decision", Of.STAFF, DECISION, Scope.REVIEW),
            operation("POST /api/v1/review/submissions/{id}/decision", Of.STAFF, DECISION, Scope.REVIEW),
            operation(
                    "POST /api/v1/review/decisions",
                    Of.STAFF,
                    Map.of("decision", "approve", "listings", List.of(Map.of("listingId", UNKNOWN, "revision", 1))),
                    Scope.REVIEW),
            operation(
                    "POST /api/v1/review/indicators/{id}/withdraw",
                    Of.STAFF,
                    Map.of("reason", "quality"),
                    Scope.REVIEW),
            operation("GET /api/v1/review/allow-list", Of.STAFF, null, Scope.REVIEW),
            operation("POST /api/v1/review/allow-list", Of.STAFF, Map.of(), Scope.REVIEW),
            operation("DELETE /api/v1/review/allow-list/{id}", Of.STAFF, null, Scope.REVIEW),
            operation("GET /api/v1/audit", Of.STAFF, null, Scope.ADMIN),
            operation("POST /api/v1/collections", Of.STAFF, Map.of(), Scope.ADMIN),
            operation("GET /api/v1/collections/{collection}/members", Of.STAFF, null, Scope.ADMIN),
            operation(
                    "PUT /api/v1/collections/{collection}/members/{slug}",
                    Of.STAFF,
                    Map.of("access", "read"),
                    Scope.ADMIN),
            operation("DELETE /api/v1/collections/{collection}/members/{slug}", Of.STAFF, null, Scope.ADMIN),
            operation("GET /api/v1/members", Of.STAFF, null, Scope.ADMIN),
            operation("POST /api/v1/members", Of.STAFF, Map.of(), Scope.ADMIN),
            operation("GET /api/v1/members/{slug}", Of.STAFF, null, Scope.ADMIN),
            operation("PATCH /api/v1/members/{slug}", Of.STAFF, Map.of(), Scope.ADMIN),
            operation("POST /api/v1/members/{slug}/clients", Of.STAFF, Map.of(), Scope.ADMIN),
            operation("GET /api/v1/members/{slug}/clients", Of.STAFF, null, Scope.ADMIN),
            operation("DELETE /api/v1/members/{slug}/clients/{clientId}", Of.STAFF, null, Scope.ADMIN),
            operation("POST /api/v1/members/{slug}/clients/{clientId}/rotate", Of.STAFF, null, Scope.ADMIN),
            operation("GET /api/v1/signing-keys", Of.STAFF, null, Scope.ADMIN),
            operation("POST /api/v1/signing-keys/rotate", Of.STAFF, null, Scope.ADMIN),
            operation("POST /api/v1/account-keys/rotate", Of.STAFF, null, Scope.ADMIN));

    private static Operation operation(String name, Of of, @Nullable Object body, Scope... scopes) {
        String[] parts = name.split(" ");
        return new Operation(parts[0], parts[1], of, Set.of(scopes), body);
    }

    static List<Operation> of(Of... kinds) {
        Set<Of> wanted = Set.of(kinds);
        return ALL.stream().filter(operation -> wanted.contains(operation.of())).toList();
    }

    static List<Operation> withToken() {
        return ALL.stream().filter(operation -> operation.of() != Of.PUBLIC).toList();
    }

    String name() {
        return method + " " + path;
    }
}
