package org.alarmcall.console.tactics;

import java.util.HashMap;
import java.util.Map;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What a report's page says besides the report: what was typed into its forms, and how that went.
 *
 * @param reason for a return or a rejection
 * @param why the code of a withdrawal's reason
 * @param comment on a withdrawal
 * @param errors by field
 * @param conflict null for none
 * @param done what was done on the page before; empty for nothing
 */
record Said(
        String reason,
        String why,
        String comment,
        Map<String, String> errors,
        @Nullable Conflict conflict,
        String done) {

    static Said nothing(String done) {
        return new Said("", "", "", Map.of(), null, done);
    }

    static Said typed(String reason, String why, String comment) {
        return new Said(reason, why, comment, Map.of(), null, "");
    }

    /** A conflict, or the fields that are wrong. */
    Said refused(ProblemException problem, boolean changed) {
        Map<String, String> found = new HashMap<>();
        problem.errors().forEach(error -> found.putIfAbsent(error.pointer().substring(1), error.detail()));
        return new Said(reason, why, comment, found, Conflict.of(problem, changed), "");
    }

    /** For when the report has no longer the form in which it stood. */
    public String typedText() {
        return reason + comment;
    }

    /** What is wrong with a field; empty when nothing is. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }
}
