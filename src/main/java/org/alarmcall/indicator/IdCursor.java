package org.alarmcall.indicator;

import java.util.UUID;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** The cursor of a list that is paged by the id of its last item. */
final class IdCursor {

    private static final UUID START = new UUID(0, 0);

    private IdCursor() {}

    static String of(UUID last) {
        return Cursor.of(last.toString());
    }

    /**
     * The id that a cursor holds; null for none.
     *
     * @throws ProblemException 400 for what is no cursor
     */
    static @Nullable UUID read(@Nullable String cursor) {
        String key = Cursor.text(cursor);
        try {
            return key.isEmpty() ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }
    }

    /** The same with an id before every other for none. */
    static UUID after(@Nullable String cursor) {
        UUID last = read(cursor);
        return last == null ? START : last;
    }
}
