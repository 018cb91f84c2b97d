package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** The server answered, and the answer is no: its problem document (RFC 9457) or OAuth error (RFC 6749) as a sentence. */
final class Refusal extends Failure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;

    private Refusal(int exit, String sentence, int status, JsonNode problem) {
        super(exit, sentence);
        this.status = status;
        this.problem = problem;
    }

    static Refusal of(int status, JsonNode problem) {
        return new Refusal(exitFor(status), sentence(status, problem), status, problem);
    }

    private static int exitFor(int status) {
        return switch (status) {
            case 401, 403 -> Exit.NOT_ALLOWED;
            case 429 -> Exit.SERVER;
            default -> status < 500 ? Exit.USAGE : Exit.SERVER;
        };
    }

    int status() {
        return status;
    }

    JsonNode problem() {
        return problem;
    }

    /** For example {@code feed-rewound}; empty when the answer names none. */
    String slug() {
        String type = problem.path("type").asText("");
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** The same refusal that says more. */
    Refusal adding(String sentence) {
        return new Refusal(exit(), sentence() + System.lineSeparator() + sentence, status, problem);
    }

    private static String sentence(int status, JsonNode problem) {
        List<String> parts = new ArrayList<>();
        for (String key : List.of("title", "detail", "error", "error_description")) {
            String text = problem.path(key).asText("").strip();
            if (!text.isEmpty()) {
                parts.add(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            }
        }
        if (status == 404 && problem.hasNonNull("detail")) {
            parts.remove(0); // the title says the same in fewer words
        }
        StringBuilder sentence = new StringBuilder(
                parts.isEmpty()
                        ? "The server answered " + status + "."
                        : String.join(": ", parts) + " (" + status + ").");
        for (JsonNode error : problem.path("errors")) {
            sentence.append(System.lineSeparator()).append("  ");
            if (error.hasNonNull("line")) {
                sentence.append("line ").append(error.path("line").asInt()).append(' ');
            }
            sentence.append(error.path("pointer").asText(""))
                    .append(": ")
                    .append(error.path("detail").asText(""));
        }
        return sentence.toString();
    }
}
