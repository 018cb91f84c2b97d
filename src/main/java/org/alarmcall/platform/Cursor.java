package org.alarmcall.platform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ended, as clients hold it: opaque, but no secret. It is checked like any other input. */
public final class Cursor {

    private static final int MAX_LENGTH = 1_000;

    private Cursor() {}

    /** A cursor after the item with this key. */
    public static String of(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a cursor holds; empty for none, which is before every key. A 400 for what is no cursor. */
    public static String text(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        try {
            if (cursor.length() <= MAX_LENGTH) {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
                String key = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
                if (key.indexOf('\0') < 0) {
                    return key;
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // said below
        }
        throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
    }

    /** As {@link #text}, for a list by number; {@code first} for none. */
    public static long number(@Nullable String cursor, long first) {
        String key = text(cursor);
        try {
            return key.isEmpty() ? first : Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }
    }
}
