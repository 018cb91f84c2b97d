package org.alarmcall.platform;

import java.util.List;
import java.util.Map;

/** Ends a request with a {@link Problem}. No stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {

    private final Problem problem;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of(), Map.of());
    }

    public ProblemException(Problem problem, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.problem = problem;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** 422 with the places that are wrong. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(Problem.INVALID, "Each is named with its place.", errors, Map.of());
    }

    /** 422 with one place that is wrong. */
    public static ProblemException invalid(String pointer, String detail) {
        return invalid(List.of(FieldError.at(pointer, detail)));
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Further response headers, for example {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers;
    }
}
