package org.alarmcall.impact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.JsonFaults;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.Violations;
import org.alarmcall.vocabulary.Vocabulary;

/** Makes a month's rows of JSON from outside. What is wrong with one row keeps no fault of another unsaid. */
@Singleton
class RowReader {

    private final ObjectMapper json;
    private final Validator validator;
    private final Vocabulary vocabulary;

    RowReader(ObjectMapper json, Validator validator, Vocabulary vocabulary) {
        this.json = json;
        this.validator = validator;
        this.vocabulary = vocabulary;
    }

    /** All of the rows; a 422 that names what is wrong, up to {@link FieldErrors#MAX} places, when one can't be. */
    List<ImpactRow> read(List<JsonNode> sent) {
        FieldErrors errors = new FieldErrors(null);
        List<ImpactRow> rows = new ArrayList<>(sent.size());
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String pointer = "/rows/" + i;
            checkCategory(sent.get(i).path("policyCategory").asText(""), pointer, seen, errors);
            try {
                ImpactRow row = sent.get(i).isObject() ? json.treeToValue(sent.get(i), ImpactRow.class) : null;
                if (row == null) {
                    errors.add(pointer, "must be an object");
                } else {
                    check(row, pointer, errors);
                    rows.add(row);
                }
            } catch (JsonProcessingException e) {
                ProblemException problem = JsonFaults.of(e).orElseThrow(() -> new IllegalStateException(e));
                problem.errors().forEach(error -> errors.add(pointer + error.pointer(), error.detail()));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.list());
        }
        return rows;
    }

    /** Of the text as sent, so that a category is named also where its row can't be read. */
    private void checkCategory(String category, String pointer, TreeSet<String> seen, FieldErrors errors) {
        if (category.isBlank()) {
            return; // which the row's own check names
        }
        if (!vocabulary.isPolicyCategory(category)) {
            errors.add(pointer + "/policyCategory", "is no policy category of this coalition");
        } else if (!seen.add(category)) {
            errors.add(pointer + "/policyCategory", "stands twice; a category has one row a month");
        }
    }

    private void check(ImpactRow row, String pointer, FieldErrors errors) {
        validator.validate(row).stream()
                .sorted(Comparator.comparing((ConstraintViolation<ImpactRow> each) ->
                        each.getPropertyPath().toString()))
                .forEach(each -> errors.add(pointer + Violations.pointer(each.getPropertyPath()), each.getMessage()));
        row.check(pointer, errors);
    }
}
