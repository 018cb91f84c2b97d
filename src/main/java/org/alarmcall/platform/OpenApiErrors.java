package org.alarmcall.platform;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds to every operation of the OpenAPI document the errors that any such operation may answer with, so that a
 * resource declares only what is its own. A response that a resource declares stays; where it has no body, it gets the
 * body of all errors.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiErrors implements OASFilter {

    /** When an operation may answer with an error. */
    private enum Where {
        ANYWHERE,
        WITH_INPUT,
        WITH_BODY,
        WHERE_SOMETHING_IS_NAMED
    }

    private record StandardError(int status, String name, String description, Where where) {}

    private static final List<StandardError> ERRORS = List.of(
            new StandardError(400, "BadRequest", "The request can't be read.", Where.WITH_INPUT),
            new StandardError(
                    404,
                    "NotFound",
                    "There is no such thing, or the caller may not see it.",
                    Where.WHERE_SOMETHING_IS_NAMED),
            new StandardError(406, "NotAcceptable", "None of the accepted media types is offered.", Where.ANYWHERE),
            new StandardError(413, "TooLarge", "The body is larger than the limit.", Where.WITH_BODY),
            new StandardError(
                    415, "UnsupportedMediaType", "The body's media type or encoding is not offered.", Where.WITH_BODY),
            new StandardError(422, "Invalid", "Some values are not valid; `errors` names them.", Where.WITH_INPUT),
            new StandardError(500, "ServerFailed", "The server failed; its log has the reason.", Where.ANYWHERE),
            new StandardError(503, "Unavailable", "The server can't answer now; try again later.", Where.ANYWHERE));

    private static final Set<String> NO_ERROR = Set.of("1", "2", "3", "d");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null
                || document.getPaths() == null
                || document.getPaths().getPathItems() == null) {
            return;
        }
        for (StandardError error : ERRORS) {
            document.getComponents().addResponse(error.name(), problem(error.description()));
        }
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(operation -> {
                    ERRORS.forEach(error -> add(error, operation, path.getParameters()));
                    giveErrorsABody(operation);
                    sortResponses(operation);
                }));
        document.getPaths().setPathItems(new TreeMap<>(document.getPaths().getPathItems()));
    }

    private static void add(StandardError error, Operation operation, List<Parameter> ofPath) {
        List<Parameter> parameters = new ArrayList<>();
        if (ofPath != null) {
            parameters.addAll(ofPath);
        }
        if (operation.getParameters() != null) {
            parameters.addAll(operation.getParameters());
        }
        boolean body = operation.getRequestBody() != null;
        boolean applies = switch (error.where()) {
            case ANYWHERE -> true;
            case WITH_BODY -> body;
            case WITH_INPUT -> body || !parameters.isEmpty();
            case WHERE_SOMETHING_IS_NAMED -> parameters.stream().anyMatch(OpenApiErrors::namesSomething);
        };
        String status = Integer.toString(error.status());
        if (applies && !operation.getResponses().hasAPIResponse(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(error.name()));
        }
    }

    /** What the parameter names may not be there, or not for this caller. */
    private static boolean namesSomething(Parameter parameter) {
        return parameter.getIn() == Parameter.In.PATH || parameter.getName().equals("collection");
    }

    private static void giveErrorsABody(Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            boolean isError = !NO_ERROR.contains(status.substring(0, 1));
            if (isError && response.getRef() == null && response.getContent() == null) {
                response.setContent(problemContent());
            }
        });
    }

    private static void sortResponses(Operation operation) {
        Map<String, APIResponse> sorted = new TreeMap<>(operation.getResponses().getAPIResponses());
        operation.getResponses().setAPIResponses(sorted);
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse().description(description).content(problemContent());
    }

    private static Content problemContent() {
        return OASFactory.createContent()
                .addMediaType(
                        ProblemView.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem")));
    }
}
