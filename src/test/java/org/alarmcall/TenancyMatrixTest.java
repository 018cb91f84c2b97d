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
import org.alarmcall.Operation.Of;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.ListingBody;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API, asked by whom it is for and by everybody else. An operation that {@link Operation#ALL} does
 * not have fails the test, so a new one has to say who may call it.
 */
@QuarkusTest
class TenancyMatrixTest {

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
        tactic = own.json(Operation.TACTIC)
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
        staff.json(Operation.DECISION)
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
                documented, Operation.ALL.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void withoutATokenNothingIsSaid() {
        for (Operation operation : Operation.withToken()) {
            send(ApiClient.anonymous(), operation, collection)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("Bearer"))
                    .body("type", equalTo("urn:alarmcall:problem:unauthenticated"));
        }
    }

    @Test
    void withoutTheScopeNothingIsDone() {
        for (Operation operation : Operation.withToken()) {
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
        for (Operation operation : Operation.withToken()) {
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
        for (Operation operation : Operation.of(Of.COLLECTION, Of.MEMBER)) {
            String nowhere = notFound(stranger, operation, TestMembers.name("nowhere"));
            assertEquals(nowhere, notFound(stranger, operation, collection), operation.name());
            assertEquals(nowhere, notFound(limited, operation, collection), operation.name());
        }
    }

    @Test
    void whatIsOfAnotherMemberIsLikeWhatIsNotThere() {
        ApiClient rival = members.member(Trust.TRUSTED, collection, Access.READ_WRITE);
        for (Operation operation : Operation.of(Of.MEMBER)) {
            Map<String, String> theirs = parameters(operation, collection);
            Map<String, String> nobodys = new HashMap<>(theirs);
            nobodys.put("id", Operation.UNKNOWN);
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
        for (Operation operation : Operation.of(Of.COLLECTION)) {
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
        for (Operation operation : Operation.of(Of.ANY, Of.COLLECTION, Of.MEMBER)) {
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
        own.json(Operation.TACTIC)
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
        for (Operation operation : Operation.of(Of.ANY, Of.COLLECTION)) {
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
