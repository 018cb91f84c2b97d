package org.alarmcall.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what is wrong in a JSON body: 400 with line and column where it is no JSON, 422 with a pointer where it is. */
public final class JsonFaults {

    private JsonFaults() {}

    /** The problem to answer with; empty when the fault is ours and not the caller's. */
    public static Optional<ProblemException> of(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Optional.of(problem);
            }
            if (cause instanceof StreamConstraintsException) {
                return Optional.of(Problem.MALFORMED.because("The JSON goes beyond a limit" + place(e) + ": at most "
                        + Json.MAX_NESTING + " levels, keys of " + Json.MAX_KEY + ", texts of " + Json.MAX_STRING
                        + " and numbers of " + Json.MAX_NUMBER + " characters."));
            }
            if (cause instanceof InputCoercionException range && e instanceof JsonMappingException mapping) {
                return Optional.of(ProblemException.invalid(
                        pointer(mapping.getPath()), "must be " + article(range.getTargetType())));
            }
            if (cause instanceof StreamReadException read) {
                String what = duplicate(read) ? "The JSON has a key twice" : "The body is not JSON";
                return Optional.of(Problem.MALFORMED.because(what + place(read) + "."));
            }
        }
        if (e instanceof InvalidDefinitionException) {
            return Optional.empty();
        }
        if (e instanceof JsonMappingException mapping) {
            return Optional.of(ProblemException.invalid(pointer(mapping.getPath()), detail(mapping)));
        }
        return Optional.of(Problem.MALFORMED.because("The body is not JSON" + place(e) + "."));
    }

    /** RFC 6901. */
    static String pointer(List<JsonMappingException.Reference> path) {
        String pointer = "";
        for (JsonMappingException.Reference step : path) {
            String key = step.getFieldName();
            pointer = key == null ? pointer + "/" + Math.max(step.getIndex(), 0) : FieldErrors.child(pointer, key);
        }
        return pointer;
    }

    private static boolean duplicate(StreamReadException e) {
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
    }

    private static String place(JacksonException e) {
        JsonLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String detail(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is no key of this object" + known(unknown.getKnownPropertyIds());
        }
        if (e instanceof InvalidFormatException format) {
            return "must be " + article(format.getTargetType());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return "must be " + article(mismatch.getTargetType());
        }
        return "is not valid";
    }

    private static String known(@Nullable Collection<Object> ids) {
        if (ids == null || ids.isEmpty()) {
            return "";
        }
        return "; it has "
                + String.join(", ", ids.stream().map(String::valueOf).sorted().toList());
    }

    private static String article(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number" + (type == int.class || type == Integer.class ? " of 32 bits" : " of 64 bits");
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time like 2026-11-23T20:00:00Z";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type.isEnum()) {
            return "one of the values that are documented";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "of another type";
    }
}
