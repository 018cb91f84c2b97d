package org.alarmcall;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API, asked by whom it is for and by everybody else. An operation that is not in the table fails
 * the test, so a new one has to say who may call it.
 */
@QuarkusTest
class TenancyMatrixTest {

    /** Whom an operation is for, and what hides from the others. */
    private enum Of {
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

    private record Operation(
            String method,
            String path,
            Of of,
            Set<Scope> scopes,
            @Nullable Object body) {

        String name() {
            return method + " " + path;
        }
    }

    private static final Object LISTING = ListingBody.submission("matrix", "0123456789abcdef0123456789abcdef");
    private static final Map<String, Object> LOOKUP =
            Map.of("queries", List.of(Map.of("type", "image_md5", "value", "0123456789abcdef0123456789abcdef")));
    private static final Map<String, Object> TACTIC = Map.of(
            "title",
            "White plastic",
            "narrative",
            "Ivory is offered as white plastic.",
            "firstSeen",
            "2026-11-20",
            "labels",
            Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"));
    private static final Map<String, Object> DECISION = Map.of("decision", "approve");
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    private static Operation operation(String name, Of of, @Nullable Object body, Scope... scopes) {
        String[] parts = name.split(" ");
        return new Operation(parts[0], parts[1], of, Set.of(scopes), body);
    }

    private static final List<Operation> OPERATIONS = List.of(
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

    private TestMembers members;
    private String collection;
    private ApiClient own;
    private String submission;
    private String tactic;
    private String indicator;

    @BeforeEach
    void aMemberWithAListingAndATactic() {
        members = TestMembers.here();
        collection = members.collection();
        own = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        submission = submit(own, "mine", ListingBody.md5()).path("submissionId");
        tactic = own.json(TACTIC)
                .post("/api/v1/collections/" + collection + "/tactics")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        indicator = published();
    }

    /** An indicator in the feed, on which the member has an opinion. */
    private String published() {
        String value = ListingBody.md5();
        String listing = submit(own, "published", value).path("results[0].listingId");
        ApiClient staff = members.staff();
        staff.json(DECISION)
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200);
        String id = String.valueOf(
                new FeedCopy(staff, collection, "reviewed").holds(value).get("id"));
        own.json(Map.of("opinion", "seen"))
                .put("/api/v1/collections/" + collection + "/indicators/" + id + "/feedback")
                .then()
                .statusCode(200);
        return id;
    }

    @Test
    void theTableHasEveryOperationOfTheDocument() {
        Set<String> documented =
                OpenApiContract.of(Path.of("openapi/alarmcall.yaml")).operations();
        assertEquals(
                documented, OPERATIONS.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void withoutATokenNothingIsSaid() {
        for (Operation operation : withToken()) {
            send(ApiClient.anonymous(), operation, collection)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("Bearer"))
                    .body("type", equalTo("urn:alarmcall:problem:unauthenticated"));
        }
    }

    @Test
    void withoutTheScopeNothingIsDone() {
        for (Operation operation : withToken()) {
            Scope[] others = Arrays.stream(Scope.values())
                    .filter(scope ->
                            !scope.coalitionOnly() && !operation.scopes().contains(scope))
                    .toArray(Scope[]::new);
            if (others.length > 0) {
                send(own.with(others).request(), operation, collection)
                        .then()
                        .statusCode(403)
                        .body("type", equalTo("urn:alarmcall:problem:insufficient-scope"));
            }
        }
    }

    @Test
    void aSuspendedMemberIsOutThoughItsTokenHasNotExpired() {
        own.token();
        members.suspend(own.member());
        for (Operation operation : withToken()) {
            send(own.request(), operation, collection).then().statusCode(401);
        }
    }

    @Test
    void aCollectionOfOthersIsLikeOneThatIsNotThere() {
        ApiClient stranger = members.member(Trust.TRUSTED, members.collection(), Access.READ_WRITE);
        ApiClient limited = members.client(
                own.member(),
                List.of(members.collection()),
                Scope.SUBMISSIONS_WRITE,
                Scope.TACTICS_WRITE,
                Scope.FEED_READ,
                Scope.FEEDBACK_WRITE,
                Scope.LOOKUP_READ);
        for (Operation operation : of(Of.COLLECTION, Of.MEMBER)) {
            String nowhere = notFound(stranger, operation, TestMembers.name("nowhere"));
            assertEquals(nowhere, notFound(stranger, operation, collection), operation.name());
            assertEquals(nowhere, notFound(limited, operation, collection), operation.name());
        }
    }

    @Test
    void whatIsOfAnotherMemberIsLikeWhatIsNotThere() {
        ApiClient rival = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);
        for (Operation operation : of(Of.MEMBER)) {
            Map<String, String> theirs = parameters(operation, collection);
            Map<String, String> nobodys = new HashMap<>(theirs);
            nobodys.put("id", UNKNOWN);
            nobodys.put("reference", "nobodys");
            Response hidden = send(rival.request(), operation, theirs);
            Response missing = send(rival.request(), operation, nobodys);
            hidden.then().statusCode(404);
            assertEquals(missing.statusCode(), hidden.statusCode(), operation.name());
            assertEquals(missing.asString(), hidden.asString(), operation.name());
        }
        rival.request()
                .get("/api/v1/collections/" + collection + "/listings")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }

    @Test
    void whoMayReadMayNotWriteAndTheOtherWayRound() {
        ApiClient reader = members.member(Trust.TRUSTED, collection, Access.READ);
        ApiClient writer = members.member(Trust.TRUSTED, collection, Access.WRITE);
        for (Operation operation : of(Of.COLLECTION)) {
            boolean reads = operation.scopes().contains(Scope.FEED_READ)
                    || operation.scopes().contains(Scope.LOOKUP_READ)
                    || operation.scopes().contains(Scope.FEEDBACK_WRITE);
            reads &= !operation.scopes().contains(Scope.TACTICS_WRITE); // its own reports a writer may see
            boolean writes = operation.method().equals("POST");
            if (reads) {
                send(writer.request(), operation, collection).then().statusCode(403);
            } else if (writes) {
                send(reader.request(), operation, collection).then().statusCode(403);
            }
        }
    }

    @Test
    void theOwnerIsServed() {
        for (Operation operation : of(Of.ANY, Of.COLLECTION, Of.MEMBER)) {
            int status = send(own.request(), operation, collection).statusCode();
            assertEquals(2, status / 100, operation.name() + " answered " + status);
        }
    }

    @Test
    void whatARivalHasNotPublishedChangesNoAnswer() {
        ApiClient rival = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        String secret = ListingBody.md5();
        Map<String, String> before = answers(rival);
        submit(own, "secret", secret);
        own.json(TACTIC)
                .post("/api/v1/collections/" + collection + "/tactics")
                .then()
                .statusCode(201);

        assertEquals(before, answers(rival));
        Response known = submit(rival, "guess", secret);
        Response fresh = submit(rival, "other", ListingBody.md5());
        assertEquals(withoutNames(fresh), withoutNames(known));
        assertFalse(known.asString().contains(own.member()));
    }

    private Map<String, String> answers(ApiClient client) {
        Map<String, String> answers = new HashMap<>();
        for (Operation operation : of(Of.ANY, Of.COLLECTION)) {
            if (operation.method().equals("GET")) {
                answers.put(
                        operation.name(),
                        send(client.request(), operation, collection).asString());
            }
        }
        return answers;
    }

    /** An answer to a submission without what differs from one listing to the next. */
    private static String withoutNames(Response answer) {
        return answer.asString()
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<id>")
                .replaceAll("[0-9a-f]{32}", "<value>")
                .replaceAll("guess|other", "<reference>");
    }

    private Response submit(ApiClient client, String reference, String md5) {
        Response answer = client.json(ListingBody.submission(reference, md5))
                .post("/api/v1/collections/" + collection + "/submissions");
        answer.then().statusCode(200);
        return answer;
    }

    private static List<Operation> withToken() {
        return OPERATIONS.stream()
                .filter(operation -> operation.of() != Of.PUBLIC)
                .toList();
    }

    private static List<Operation> of(Of... kinds) {
        Set<Of> wanted = Set.of(kinds);
        return OPERATIONS.stream()
                .filter(operation -> wanted.contains(operation.of()))
                .toList();
    }

    private String notFound(ApiClient client, Operation operation, String slug) {
        Response response = send(client.request(), operation, slug);
        response.then().statusCode(404).body("type", equalTo("urn:alarmcall:problem:not-found"));
        return response.asString();
    }

    private Response send(RequestSpecification request, Operation operation, String slug) {
        return send(request, operation, parameters(operation, slug));
    }

    private Map<String, String> parameters(Operation operation, String slug) {
        return Map.of(
                "month",
                "2015-01",
                "collection",
                slug,
                "id",
                ofOperation(operation),
                "reference",
                "mine",
                "slug",
                own.member(),
                "clientId",
                own.clientId(),
                "type",
                "image_md5",
                "prefix",
                "01234");
    }

    private String ofOperation(Operation operation) {
        if (operation.path().contains("/tactics/")) {
            return tactic;
        }
        return operation.path().contains("/indicators/") ? indicator : submission;
    }

    private static Response send(RequestSpecification request, Operation operation, Map<String, String> parameters) {
        String path = operation.path();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        RequestSpecification prepared = operation.body() == null
                ? request
                : request.contentType(ContentType.JSON).body(operation.body());
        return prepared.request(operation.method(), path);
    }
}
