package org.alarmcall;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks every response that any test gets by REST Assured against the committed OpenAPI document. Registered by
 * {@code META-INF/services}, so that no test has to ask for it. Left out is what is not ours ({@code /q/}) and what exists
 * in tests only ({@code /test/}).
 */
public final class OpenApiValidation implements BeforeAllCallback, BeforeEachCallback, Filter {

    private static @Nullable OpenApiContract contract;

    /** REST Assured's settings are static, and a Quarkus test has them in a class loader of its own. */
    private static void installFor(ExtensionContext context) throws ReflectiveOperationException {
        ClassLoader loader = context.getRequiredTestClass().getClassLoader();
        Class.forName(OpenApiValidation.class.getName(), true, loader)
                .getMethod("install")
                .invoke(null);
    }

    /** Called by name. */
    public static synchronized void install() {
        if (RestAssured.filters().stream().noneMatch(OpenApiValidation.class::isInstance)) {
            List<Filter> filters = new ArrayList<>(RestAssured.filters());
            filters.add(new OpenApiValidation());
            RestAssured.replaceFiltersWith(filters);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
        installFor(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws ReflectiveOperationException {
        installFor(context);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String path = URI.create(request.getURI()).getRawPath();
        if (!path.startsWith("/q/") && !path.startsWith("/test/")) {
            check(request.getMethod(), path, response);
        }
        return response;
    }

    private static void check(String method, String path, Response response) {
        String type = response.getContentType();
        boolean endless = type != null && type.startsWith("text/event-stream");
        OpenApiContract.Answer answer = new OpenApiContract.Answer(
                response.statusCode(),
                type == null || type.isEmpty() ? null : type,
                endless ? "" : response.asString());
        List<String> violations = contract().violations(method, path, answer);
        if (!violations.isEmpty()) {
            throw new AssertionError(method + " " + path + " answered " + answer.status()
                    + " not as " + OpenApiTest.COMMITTED + " says:\n  " + String.join("\n  ", violations) + "\n"
                    + answer.body().substring(0, Math.min(2_000, answer.body().length())));
        }
    }

    private static synchronized OpenApiContract contract() {
        if (contract == null) {
            contract = OpenApiContract.of(OpenApiTest.COMMITTED);
        }
        return contract;
    }
}
