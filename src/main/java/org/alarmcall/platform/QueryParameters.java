package org.alarmcall.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Refuses a query parameter that the operation does not have, or that comes twice: a reader that mistypes {@code tier}
 * would else be given what it did not ask for, and never know. Asked after the token, so that nobody learns from it.
 */
@Provider
@Priority(Priorities.USER)
class QueryParameters implements ContainerRequestFilter {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, List<String>> sent = request.getUriInfo().getQueryParameters();
        if (sent.isEmpty()) {
            return;
        }
        Method method = ((ResteasyReactiveContainerRequestContext) request)
                .getServerRequestContext()
                .getResteasyReactiveResourceInfo()
                .getResourceMethod();
        if (method.isAnnotationPresent(OpenQuery.class)) {
            return;
        }
        Set<String> parameters = known.computeIfAbsent(method, QueryParameters::of);
        for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
            String name = PlainText.shown(parameter.getKey(), FieldErrors.MAX_KEY);
            if (!parameters.contains(parameter.getKey())) {
                throw Problem.INVALID.because("There is no query parameter '" + name + "' here; "
                        + (parameters.isEmpty()
                                ? "there are none."
                                : "there are " + String.join(", ", parameters) + "."));
            }
            if (parameter.getValue().size() > 1) {
                throw Problem.INVALID.because("The query parameter '" + name + "' comes twice.");
            }
        }
    }

    private static Set<String> of(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                names.add(query.value());
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    QueryParam ofField = field.getAnnotation(QueryParam.class);
                    if (ofField != null) {
                        names.add(ofField.value());
                    }
                }
            }
        }
        return names;
    }
}
