package org.alarmcall.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsTest {

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/test/echo/order")
                .then();
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, Problem problem) {
        return response.statusCode(problem.status())
                .contentType(ProblemView.MEDIA_TYPE)
                .body("type", is(problem.type()))
                .body("title", is(problem.title()))
                .body("status", is(problem.status()));
    }

    private static HttpResponse<String> send(String mediaType, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/test/echo/order"))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsRightIsAnswered() {
        post("{\"items\": [{\"name\": \"a\", \"count\": 1}]}").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", " ", "\n null \n"})
    void aMissingBodyIsInvalid(String body) {
        isProblem(post(body), Problem.INVALID).body("errors[0].detail", is("A body is needed."));
    }

    @Test
    void aMissingBodyWithoutAMediaTypeIsNoServerError() {
        int status = given().post("/test/echo/order").statusCode();
        assertTrue(status == 422 || status == 415 || status == 400, "" + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"items\": [}", "nul", "{\"items\": []} x", "{\"items\":\"\u0001\"}", "\u0000"})
    void whatIsNoJsonIsMalformedWithItsPlace(String body) {
        isProblem(post(body), Problem.MALFORMED).body("detail", matchesPattern(".*line \\d+, column \\d+.*"));
    }

    @Test
    void aKeyThatComesTwiceIsMalformed() {
        isProblem(post("{\"items\": [{\"name\": \"a\", \"name\": \"b\", \"count\": 1}]}"), Problem.MALFORMED)
                .body("detail", containsString("twice"));
    }

    /** Not with REST Assured, which indents what it logs. */
    @Test
    void nestingWithoutEndIsRefused() throws Exception {
        HttpResponse<String> skipped = send("application/json", "{\"any\": " + "[".repeat(100_000));
        assertEquals(400, skipped.statusCode(), skipped.body());
        assertTrue(skipped.body().contains("at most 32 levels"), skipped.body());
        assertEquals(422, send("application/json", "[".repeat(100_000)).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"other\": 1}                                           | /other           | is no key of this object; it has any, items, named",
                "{\"items\": [{\"name\": \"a\", \"count\": \"1\"}]}       | /items/0/count   | must be a whole number of 32 bits",
                "{\"items\": [{\"name\": \"a\", \"count\": 1.5}]}         | /items/0/count   | must be a whole number of 32 bits",
                "{\"items\": [{\"name\": \"a\", \"count\": 1E99999999}]}  | /items/0/count   | must be a whole number of 32 bits",
                "{\"items\": [{\"name\": \"a\", \"count\": 99999999999}]} | /items/0/count   | must be a whole number of 32 bits",
                "{\"items\": [{\"name\": 1, \"count\": 1}]}               | /items/0/name    | must be a text",
                "{\"items\": [{\"name\": {}, \"count\": 1}]}              | /items/0/name    | must be a text",
                "{\"items\": [{\"name\": \"a\", \"count\": 1, \"at\": \"soon\"}]}       | /items/0/at      | must be a time like 2026-11-23T20:00:00Z",
                "{\"items\": [{\"name\": \"a\", \"count\": 1, \"colour\": \"blue\"}]}   | /items/0/colour  | must be one of the values that are documented",
                "{\"items\": [{\"name\": \"a\", \"count\": null}]}        | /items/0/count   | must be a whole number of 32 bits",
                "{\"items\": {}}                                          | /items           | must be an array",
                "{\"items\": [7]}                                         | /items/0         | must be an object",
                "{\"named\": {\"a/b~c\": {\"x\": 1, \"count\": 1}}} | /named/a~1b~0c/x | is no key of this object; it has at, colour, count, name",
                "[]                                                       | ''               | must be an object",
                "{\"items\": [{\"name\": \"abcdef\", \"count\": 1}]}      | /items/0/name    | size must be between 1 and 5",
                "{\"items\": [null]}                                      | /items/0         | must not be null",
                "{}                                                       | /items           | must not be null",
                "{\"items\": [], \"named\": {\"k\": {\"name\": \"\", \"count\": 1}}} | /named/k/name    | size must be between 1 and 5"
            })
    void whatDoesNotFitIsInvalidWithItsPointer(String body, String pointer, String detail) {
        isProblem(post(body), Problem.INVALID)
                .body("errors[0].pointer", is(pointer))
                .body("errors[0].detail", is(detail));
    }

    @Test
    void whatAConstructorRefusesIsInvalidWithoutItsWords() {
        isProblem(
                        post("{\"items\": [{\"name\": \"a\", \"count\": 1}, {\"name\": \"a\", \"count\": 1}]}"),
                        Problem.INVALID)
                .body(not(containsString("internal")));
    }

    @Test
    void aQueryParameterIsNamedInTheDetail() {
        ValidatableResponse response = given().contentType("application/json")
                .body("{\"items\": []}")
                .post("/test/echo/order?limit=11")
                .then();
        isProblem(response, Problem.INVALID).body("detail", is("limit must be less than or equal to 10."));
    }

    @Test
    void aQueryParameterOfAnotherTypeIsInvalid() {
        ValidatableResponse response = given().contentType("application/json")
                .body("{\"items\": []}")
                .post("/test/echo/order?limit=x")
                .then();
        isProblem(response, Problem.INVALID).body("detail", containsString("limit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limmit=1 | There is no query parameter 'limmit' here; there are limit.",
                "limit=1&limit=2 | The query parameter 'limit' comes twice."
            })
    void aQueryParameterThatIsNoneOrComesTwiceIsInvalid(String query, String detail) {
        ValidatableResponse response = given().contentType("application/json")
                .body("{\"items\": []}")
                .post("/test/echo/order?" + query)
                .then();
        isProblem(response, Problem.INVALID).body("detail", is(detail));
    }

    @Test
    void aMediaTypeThatIsNoneIsMalformed() throws Exception {
        HttpResponse<String> answer = send("nonsense", "{}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(
                ProblemView.MEDIA_TYPE,
                answer.headers().firstValue("Content-Type").orElse("none"));
    }

    @Test
    void unknownPathsMethodsAndMediaTypesAreProblems() {
        isProblem(given().get("/no/such").then(), Problem.NOT_FOUND);
        isProblem(given().get("/api/v1/no-such").then(), Problem.NOT_FOUND);
        isProblem(given().get("/test/echo/no-such").then(), Problem.NOT_FOUND);
        isProblem(given().delete("/test/echo/order").then(), Problem.METHOD_NOT_ALLOWED);
        isProblem(given().accept("image/png").get("/test/echo/fail?how=problem").then(), Problem.NOT_ACCEPTABLE);
        isProblem(
                given().contentType("application/xml")
                        .body("<a/>")
                        .post("/test/echo/order")
                        .then(),
                Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aProblemKeepsItsWordsAlsoWhenItIsWrapped() {
        for (String how : new String[] {"problem", "wrapped"}) {
            isProblem(given().get("/test/echo/fail?how=" + how).then(), Problem.CONFLICT)
                    .body("detail", is("It is closed."));
        }
    }

    @Test
    void aFaultOfOursSaysNothingOfItself() {
        for (String how : new String[] {"argument", "statement"}) {
            isProblem(given().get("/test/echo/fail?how=" + how).then(), Problem.INTERNAL)
                    .header("Error-Id", matchesPattern("[0-9a-f-]{36}"))
                    .body(not(containsString("internal words")));
        }
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailable() {
        for (String how : new String[] {"pool", "gone"}) {
            isProblem(given().get("/test/echo/fail?how=" + how).then(), Problem.UNAVAILABLE)
                    .header("Retry-After", "1");
        }
    }
}
