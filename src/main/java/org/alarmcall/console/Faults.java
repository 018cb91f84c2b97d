package org.alarmcall.console;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.Map;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.Violations;

/** What is wrong with a form, by the name of the field: {@code {faults.of('name')}} in templates, empty when nothing is. */
public final class Faults {

    private final Map<String, String> byField = new HashMap<>();

    public static Faults none() {
        return new Faults();
    }

    public Faults add(String field, String what) {
        byField.putIfAbsent(field, what);
        return this;
    }

    /** What a door refused, by the pointer's first part; {@code instead} is the field that a refusal without a place is about. */
    public Faults add(ProblemException refused, String instead) {
        for (FieldError error : refused.errors()) {
            add(error.pointer().substring(1).split("/")[0], error.detail());
        }
        return refused.errors().isEmpty() ? add(instead, refused.detail()) : this;
    }

    /** What the value's own rules say. */
    public Faults check(Validator validator, Object value) {
        for (ConstraintViolation<Object> violation : validator.validate(value)) {
            add(Violations.pointer(violation.getPropertyPath()).substring(1).split("/")[0], violation.getMessage());
        }
        return this;
    }

    public String of(String field) {
        return byField.getOrDefault(field, "");
    }

    public boolean any() {
        return !byField.isEmpty();
    }
}
