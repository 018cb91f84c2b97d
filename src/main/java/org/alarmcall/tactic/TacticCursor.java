package org.alarmcall.tactic;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/** The place in a list that is ordered by a time and an id. */
record TacticCursor(Instant at, UUID id) {

    /** Before everything, for lists from the oldest on. */
    static final TacticCursor OLDEST = new TacticCursor(Instant.EPOCH, new UUID(0, 0));

    /** After everything, for lists from the newest on. */
    static final TacticCursor NEWEST = new TacticCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0));

    String key() {
        return at + " " + id;
    }

    /** What a cursor holds; {@code first} for none. A 400 for what is no cursor. */
    static TacticCursor read(@Nullable String cursor, TacticCursor first) {
        String key = Cursor.text(cursor);
        if (key.isEmpty()) {
            return first;
        }
        try {
            int blank = key.indexOf(' ');
            if (blank > 0) {
                return new TacticCursor(
                        Instant.parse(key.substring(0, blank)), UUID.fromString(key.substring(blank + 1)));
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            // said below
        }
        throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
    }
}
