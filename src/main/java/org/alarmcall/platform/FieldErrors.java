package org.alarmcall.platform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one part of a body, up to {@link #MAX}: a hostile body must not make an endless answer. */
public final class FieldErrors {

    public static final int MAX = 20;

    /** Characters of a key that a pointer repeats. */
    static final int MAX_KEY = 100;

    private final List<FieldError> errors = new ArrayList<>(4);
    private final @Nullable Integer line;

    /** @param line of an NDJSON or CSV body, from 1; null for JSON */
    public FieldErrors(@Nullable Integer line) {
        this.line = line;
    }

    public void add(String pointer, String detail) {
        if (errors.size() < MAX) {
            errors.add(new FieldError(pointer, line, detail));
        } else if (errors.size() == MAX) {
            errors.add(new FieldError("", line, "There is more; these are the first " + MAX + "."));
        }
    }

    /** For a part that must know whether it is without errors itself; {@link #addAll} takes them over. */
    public FieldErrors nested() {
        return new FieldErrors(line);
    }

    public void addAll(FieldErrors others) {
        others.errors.forEach(error -> add(error.pointer(), error.detail()));
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    public List<FieldError> list() {
        return List.copyOf(errors);
    }

    /** The pointer of a key of the object at {@code pointer}, escaped as RFC 6901 says. */
    public static String child(String pointer, String key) {
        return pointer + '/' + PlainText.shown(key, MAX_KEY).replace("~", "~0").replace("/", "~1");
    }
}
