package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something of a file that was not accepted.
 *
 * @param line in the original file, from 1; 0 when it can't be told
 * @param reference the listing's, may be empty
 * @param pointer JSON Pointer into the listing, may be empty
 */
record Rejection(int line, String reference, String pointer, String reason) {

    Rejection at(int otherLine) {
        return new Rejection(otherLine, reference, pointer, reason);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("line", line)
                .put("reference", reference)
                .put("pointer", pointer)
                .put("reason", reason);
    }

    static Rejection of(JsonNode json) {
        return new Rejection(
                json.path("line").asInt(),
                json.path("reference").asText(""),
                json.path("pointer").asText(""),
                json.path("reason").asText(""));
    }
}
