package org.alarmcall.platform;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what Bean Validation found wrong in a request: pointers into the body, other parameters by name. */
public final class Violations {

    private static final int MAX = FieldErrors.MAX;

    private Violations() {}

    /** The problem to answer with; empty when our own answer or a call inside of the server was wrong. */
    public static Optional<ProblemException> of(ConstraintViolationException e) {
        List<FieldError> errors = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
            if (!nodes.hasNext() || nodes.next().getKind() != ElementKind.METHOD || !nodes.hasNext()) {
                return Optional.empty();
            }
            Path.Node second = nodes.next();
            if (second.getKind() != ElementKind.PARAMETER) {
                return Optional.empty();
            }
            String parameter = nameOutsideOfTheBody(violation, second.as(Path.ParameterNode.class));
            if (parameter == null) {
                errors.add(FieldError.at(pointer(nodes), violation.getMessage()));
            } else {
                parameters.add(parameter + " " + violation.getMessage());
            }
        }
        errors.sort(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail));
        parameters.sort(Comparator.naturalOrder());
        String detail = parameters.isEmpty() ? "Each is named with its place." : String.join("; ", parameters) + ".";
        List<FieldError> first = errors.subList(0, Math.min(errors.size(), MAX));
        return Optional.of(new ProblemException(Problem.INVALID, detail, first, Map.of()));
    }

    /** For a value that was validated by itself: where in it the violation is. */
    public static String pointer(Path path) {
        return pointer(path.iterator());
    }

    private static String pointer(Iterator<Path.Node> nodes) {
        String pointer = "";
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            if (node.isInIterable()) {
                pointer = node.getIndex() != null
                        ? pointer + "/" + node.getIndex()
                        : FieldErrors.child(pointer, String.valueOf(node.getKey()));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer = FieldErrors.child(pointer, node.getName());
            }
        }
        return pointer;
    }

    private static @Nullable String nameOutsideOfTheBody(ConstraintViolation<?> violation, Path.ParameterNode node) {
        Path.MethodNode method = violation.getPropertyPath().iterator().next().as(Path.MethodNode.class);
        for (Class<?> type = violation.getRootBeanClass(); type != null; type = type.getSuperclass()) {
            try {
                Method declared = type.getDeclaredMethod(
                        method.getName(), method.getParameterTypes().toArray(Class<?>[]::new));
                for (Annotation annotation : declared.getParameterAnnotations()[node.getParameterIndex()]) {
                    String name = name(annotation);
                    if (name != null) {
                        return name;
                    }
                }
            } catch (NoSuchMethodException e) {
                // of a superclass
            }
        }
        return null;
    }

    private static @Nullable String name(Annotation annotation) {
        if (annotation instanceof QueryParam query) {
            return query.value();
        }
        if (annotation instanceof PathParam path) {
            return path.value();
        }
        if (annotation instanceof HeaderParam header) {
            return header.value();
        }
        if (annotation instanceof FormParam form) {
            return form.value();
        }
        return annotation instanceof CookieParam cookie ? cookie.value() : null;
    }
}
