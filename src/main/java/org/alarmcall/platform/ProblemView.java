package org.alarmcall.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * RFC 9457 problem details as sent.
 *
 * @param type {@code urn:alarmcall:problem:<slug>}
 * @param errors the places that are wrong, absent where none can be named
 */
@Schema(name = "Problem")
public record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemView of(ProblemException e) {
        return of(e.problem(), e.detail(), e.errors());
    }

    public static ProblemView of(Problem problem, String detail, List<FieldError> errors) {
        return new ProblemView(problem.type(), problem.title(), problem.status(), detail, errors);
    }
}
