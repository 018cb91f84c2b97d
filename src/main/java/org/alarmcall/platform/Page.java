package org.alarmcall.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items at most {@link #MAX_LIMIT}
 * @param next what to send as {@code cursor} for the next page; null after the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1_000;

    /**
     * The query parameter {@code limit}; take it as text, as the framework answers 404 to what is no number.
     *
     * @throws ProblemException 422 when it is no number from 1 to {@link #MAX_LIMIT}
     */
    public static int limit(@Nullable String parameter) {
        return limit(parameter, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** The same for a list with limits of its own. */
    public static int limit(@Nullable String parameter, int byDefault, int max) {
        if (parameter == null) {
            return byDefault;
        }
        if (parameter.matches("[0-9]{1,9}")) {
            int limit = Integer.parseInt(parameter);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        }
        throw Problem.INVALID.because("The query parameter limit must be a number from 1 to " + max + ".");
    }

    /**
     * The page of rows that were asked for with one more than the limit: that one says whether there is a next page.
     *
     * @param key of a row in the list's order, for {@link Cursor#of}
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, String> key, Function<R, T> view) {
        List<R> shown = rows.subList(0, Math.min(rows.size(), limit));
        String next = rows.size() > limit ? Cursor.of(key.apply(rows.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
