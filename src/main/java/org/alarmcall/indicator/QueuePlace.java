package org.alarmcall.indicator;

import java.util.UUID;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of the queue ended.
 *
 * @param walk which of its order's walks
 * @param size of the family; 0 for a listing
 * @param id the last listing or family that was looked at
 */
record QueuePlace(int walk, int size, UUID id) {

    private static final int ABOVE_ALL = 999_999_999;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    static QueuePlace start(int walk) {
        return new QueuePlace(walk, ABOVE_ALL, BEFORE_ALL);
    }

    /** The start for no cursor; 400 for what is none of this order. */
    static QueuePlace of(@Nullable String cursor, QueueOrder order) {
        String text = Cursor.text(cursor);
        if (text.isEmpty()) {
            return start(0);
        }
        String[] parts = text.split(":", -1);
        if (parts.length == 3 && parts[0].matches("\\d") && parts[1].matches("\\d{1,9}")) {
            int walk = Integer.parseInt(parts[0]);
            if (walk < order.walks().size()) {
                try {
                    return new QueuePlace(walk, Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
                } catch (IllegalArgumentException e) {
                    throw unreadable();
                }
            }
        }
        throw unreadable();
    }

    private static RuntimeException unreadable() {
        return Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
    }

    QueuePlace at(int newSize, UUID newId) {
        return new QueuePlace(walk, newSize, newId);
    }

    String cursor() {
        return Cursor.of(walk + ":" + size + ":" + id);
    }
}
