package org.alarmcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.alarmcall.OpenApiContract.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of responses must itself be seen to find what is wrong. */
class OpenApiContractTest {

    private static final OpenApiContract CONTRACT = OpenApiContract.parse("""
            openapi: 3.1.0
            paths:
              /things/{id}:
                get:
                  responses:
                    "200":
                      content:
                        application/json:
                          schema: {$ref: "#/components/schemas/Thing"}
                        application/x-ndjson:
                          schema: {$ref: "#/components/schemas/Thing"}
                    "409": {$ref: "#/components/responses/Conflict"}
                delete:
                  responses:
                    "204": {}
            components:
              responses:
                Conflict:
                  content:
                    application/problem+json:
                      schema: {$ref: "#/components/schemas/Problem"}
              schemas:
                Problem:
                  type: object
                  required: [status]
                  properties:
                    status: {type: integer}
                Thing:
                  type: object
                  required: [id, at]
                  properties:
                    id: {type: string, format: uuid}
                    at: {type: string, format: date-time}
                    note: {type: [string, "null"]}
            """);

    private static final String THING =
            "{\"id\":\"018f0000-0000-7000-8000-000000000000\",\"at\":\"2026-11-24T07:00:00Z\",\"note\":null}";

    @Test
    void aBodyAsDocumentedPasses() {
        assertEquals(List.of(), get(200, "application/json;charset=UTF-8", THING));
        assertEquals(List.of(), get(200, "application/x-ndjson", THING + "\n" + THING + "\n"));
        assertEquals(List.of(), get(409, "application/problem+json", "{\"status\":409}"));
        assertEquals(List.of(), CONTRACT.violations("DELETE", "/things/1", new Answer(204, null, "")));
    }

    @Test
    void aMissingKeyIsFound() {
        assertFound(
                "required property 'at' not found", get(200, "application/json", THING.replace("\"at\"", "\"note\"")));
    }

    @Test
    void aKeyThatIsNotDocumentedIsFound() {
        assertFound("reporter", get(200, "application/json", THING.replace("{", "{\"reporter\":\"rival\",")));
    }

    @Test
    void aValueOfAnotherTypeOrFormatIsFound() {
        assertFound("note", get(200, "application/json", THING.replace("null", "1")));
        assertFound("at", get(200, "application/json", THING.replace("2026-11-24T07:00:00Z", "yesterday")));
    }

    @Test
    void aWrongLineOfManyIsFoundAndNumbered() {
        assertFound("line 2: ", get(200, "application/x-ndjson", THING + "\n{}\n"));
        assertFound("the last line has no end", get(200, "application/x-ndjson", THING));
    }

    @Test
    void aStatusThatIsNotDocumentedIsFound() {
        assertFound("the status 500 is not documented", get(500, "application/json", THING));
    }

    @Test
    void aMediaTypeThatIsNotDocumentedIsFound() {
        assertFound("the media type text/html is not documented", get(200, "text/html", "<p>"));
        assertFound("no Content-Type", get(200, null, THING));
    }

    @Test
    void aBodyWhereNoneIsDocumentedIsFound() {
        assertFound(
                "a body came", CONTRACT.violations("DELETE", "/things/1", new Answer(204, "application/json", "{}")));
    }

    @Test
    void anUnknownPathOrMethodMayOnlyBeRefused() {
        Answer notFound = new Answer(404, "application/problem+json", "{\"status\":404}");
        assertEquals(List.of(), CONTRACT.violations("GET", "/else", notFound));
        assertFound("no such path", CONTRACT.violations("GET", "/else", new Answer(200, "application/json", "{}")));
        assertFound("no such method", CONTRACT.violations("PUT", "/things/1", notFound));
        assertFound("text/html", CONTRACT.violations("GET", "/else", new Answer(404, "text/html", "no")));
    }

    private static List<String> get(int status, @Nullable String contentType, String body) {
        return CONTRACT.violations("GET", "/things/1", new Answer(status, contentType, body));
    }

    private static void assertFound(String expected, List<String> violations) {
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(expected)), () -> "" + violations);
    }
}
