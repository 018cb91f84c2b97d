package org.alarmcall.member;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.ProblemView;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Says in the OpenAPI document which scopes an operation needs, from {@link RequiresScope}, and what follows without. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiScopes implements OASFilter {

    private static final String SCHEME = "oauth2";

    /** Scopes by operation id, {@code <class>_<method>}. */
    private final Map<String, List<Scope>> scopes = new HashMap<>();

    public OpenApiScopes(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(Path.class)) {
            ClassInfo resource = switch (path.target().kind()) {
                case CLASS -> path.target().asClass();
                case METHOD -> path.target().asMethod().declaringClass();
                default -> null;
            };
            if (resource != null) {
                resource.methods().forEach(method -> remember(resource, method));
            }
        }
    }

    private void remember(ClassInfo resource, MethodInfo method) {
        AnnotationInstance required = method.annotation(RequiresScope.class);
        if (required == null && !method.hasAnnotation(PublicEndpoint.class)) {
            required = resource.declaredAnnotation(RequiresScope.class);
        }
        if (required != null) {
            List<Scope> anyOf = new ArrayList<>();
            for (String name : required.value().asEnumArray()) {
                anyOf.add(Scope.valueOf(name));
            }
            scopes.put(resource.simpleName() + "_" + method.name(), anyOf);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null
                || document.getPaths() == null
                || document.getPaths().getPathItems() == null) {
            return;
        }
        document.getComponents()
                .addSecurityScheme(SCHEME, scheme())
                .addResponse("Unauthenticated", problem("There is no access token, or it is not valid (any more)."))
                .addResponse("Forbidden", problem("The token lacks the scope, or the member may not do this."))
                .addResponse("TooManyRequests", tooManyRequests());
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(operation -> {
                    List<Scope> anyOf = scopes.get(operation.getOperationId());
                    if (anyOf != null) {
                        secure(operation, anyOf);
                    }
                }));
    }

    private static void secure(Operation operation, List<Scope> anyOf) {
        operation.setSecurity(new ArrayList<>());
        for (Scope scope : anyOf) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(SCHEME, scope.wire()));
        }
        addUnlessDeclared(operation, "401", "Unauthenticated");
        addUnlessDeclared(operation, "403", "Forbidden");
        addUnlessDeclared(operation, "429", "TooManyRequests");
    }

    private static void addUnlessDeclared(Operation operation, String status, String response) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(response));
        }
    }

    private static SecurityScheme scheme() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Scope scope : Scope.values()) {
            all.put(scope.wire(), scope.coalitionOnly() ? "Only for clients of the coalition." : "");
        }
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description(
                        "A token of `/oauth2/token`, sent as `Authorization: Bearer ...`. Where several scopes are named,"
                                + " one of them is enough.")
                .flows(OASFactory.createOAuthFlows()
                        .clientCredentials(OASFactory.createOAuthFlow()
                                .tokenUrl("/oauth2/token")
                                .scopes(all)));
    }

    private static APIResponse tooManyRequests() {
        return problem("Too many requests.")
                .addHeader(
                        "Retry-After",
                        OASFactory.createHeader()
                                .description("Seconds to wait.")
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemView.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }
}
