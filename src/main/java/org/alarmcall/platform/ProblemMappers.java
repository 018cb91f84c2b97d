package org.alarmcall.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request into an {@code application/problem+json} answer. */
@Singleton
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Ids ids;

    ProblemMappers(Ids ids) {
        this.ids = ids;
    }

    @ServerExceptionMapper
    public Response answer(ProblemException e) {
        return response(e);
    }

    /** The framework answers 404 also when a parameter is not of its type; in the query that is no address. */
    @ServerExceptionMapper
    public Response answer(NotFoundException e, ResourceInfo resource) {
        if (e.getCause() == null || resource.getResourceMethod() == null) {
            return answer((WebApplicationException) e);
        }
        List<String> typed = new ArrayList<>();
        for (Parameter parameter : resource.getResourceMethod().getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null && parameter.getType() != String.class) {
                typed.add(query.value());
            } else if (parameter.isAnnotationPresent(PathParam.class) && parameter.getType() != String.class) {
                return answer((WebApplicationException) e);
            }
        }
        return response(
                Problem.INVALID.because("A query parameter is not of its type: see " + String.join(", ", typed) + "."));
    }

    @ServerExceptionMapper
    public Response answer(WebApplicationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return response(problem);
            }
            if (cause instanceof JacksonException json) {
                return json(json);
            }
        }
        Response framework = e.getResponse();
        int status = framework.getStatus();
        if (status < 400) {
            return framework;
        }
        if (status >= 500) {
            return answer((Throwable) e);
        }
        Response.ResponseBuilder answer = Response.fromResponse(response(frameworkProblem(status)));
        String allow = framework.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    public Response answer(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response answer(JsonProcessingException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response answer(ConstraintViolationException e) {
        return Violations.of(e).map(ProblemMappers::response).orElseGet(() -> answer((Throwable) e));
    }

    @ServerExceptionMapper
    public Response answer(ValidationException e) {
        return answer((Throwable) e);
    }

    @ServerExceptionMapper
    public Response answer(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return response(problem); // thrown through an interceptor or a reader
            }
        }
        if (DatabaseFaults.isUnavailable(e)) {
            LOG.warnf("The database can't be used: %s", e);
            return response(new ProblemException(
                    Problem.UNAVAILABLE,
                    "The database can't do it now. Try again in a moment.",
                    List.of(),
                    Map.of("Retry-After", "1")));
        }
        if (DatabaseFaults.isUnstorable(e)) {
            return response(Problem.INVALID.because("A text holds the character NUL."));
        }
        String id = ids.random().toString();
        LOG.errorf(e, "A request failed, error %s", id);
        return response(internal(id));
    }

    static ProblemException internal(String errorId) {
        return new ProblemException(
                Problem.INTERNAL,
                "The fault is ours and is in our log. Tell the operator the header Error-Id.",
                List.of(),
                Map.of("Error-Id", errorId));
    }

    /** What the framework refuses before a resource is asked. */
    static ProblemException frameworkProblem(int status) {
        return switch (status) {
            case 401 ->
                new ProblemException(
                        Problem.UNAUTHENTICATED,
                        "Send an access token.",
                        List.of(),
                        Map.of("WWW-Authenticate", "Bearer"));
            case 403 -> Problem.FORBIDDEN.because("Ask the coalition if you need this.");
            case 404 -> Problem.NOT_FOUND.because("Nothing that you may see is at this address.");
            case 405 -> Problem.METHOD_NOT_ALLOWED.because("See the header Allow for what is offered.");
            case 406 -> Problem.NOT_ACCEPTABLE.because("Nothing that the header Accept names is offered here.");
            case 409 -> Problem.CONFLICT.because("Read it again before you change it.");
            case 413 -> tooLarge("The body is larger than the limit.");
            case 415 ->
                Problem.UNSUPPORTED_MEDIA_TYPE.because(
                        "What the header Content-Type names is not read here. The API reads application/json, and"
                                + " listings also as application/x-ndjson and text/csv in UTF-8.");
            case 429 -> Problem.TOO_MANY_REQUESTS.because("Wait before you try again.");
            default -> Problem.MALFORMED.because("The request is not one that this server can read.");
        };
    }

    /** The rest of the body is not read, so the connection can't be used again. */
    static ProblemException tooLarge(String detail) {
        return new ProblemException(Problem.TOO_LARGE, detail, List.of(), Map.of("Connection", "close"));
    }

    private Response json(JacksonException e) {
        return JsonFaults.of(e).map(ProblemMappers::response).orElseGet(() -> answer((Throwable) e));
    }

    private static Response response(ProblemException e) {
        Response.ResponseBuilder response = Response.status(e.problem().status())
                .type(ProblemView.MEDIA_TYPE)
                .entity(ProblemView.of(e));
        e.headers().forEach(response::header);
        return response.build();
    }
}
