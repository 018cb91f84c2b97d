package org.alarmcall.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads times as RFC 3339 writes them: with seconds and an offset. */
public final class Rfc3339 {

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private Rfc3339() {}

    /** The time to the microsecond, what is finer cut off; null when the text is no RFC 3339 time. */
    public static @Nullable Instant parse(String text) {
        int length = text.length();
        if (length < 20 || length > 35 || !hasShape(text)) {
            return null;
        }
        int at = SHAPE.length();
        int nanos = 0;
        if (text.charAt(at) == '.') {
            int scale = 100_000_000;
            int start = ++at;
            while (at < length && isDigit(text.charAt(at))) {
                nanos += (text.charAt(at++) - '0') * scale;
                scale /= 10;
            }
            if (at == start || at - start > 9) {
                return null;
            }
        }
        try {
            ZoneOffset offset = offset(text, at);
            if (offset == null) {
                return null;
            }
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 2),
                            number(text, 8, 2),
                            number(text, 11, 2),
                            number(text, 14, 2),
                            number(text, 17, 2),
                            nanos / 1_000 * 1_000)
                    .toInstant(offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasShape(String text) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char shape = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (shape == 'd' ? !isDigit(c) : c != shape && !(shape == 'T' && c == 't')) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ZoneOffset offset(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return ZoneOffset.UTC;
        }
        if (left != 6 || text.charAt(at + 3) != ':') {
            return null;
        }
        char sign = text.charAt(at);
        for (int i : new int[] {1, 2, 4, 5}) {
            if (!isDigit(text.charAt(at + i))) {
                return null;
            }
        }
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59) {
            return null;
        }
        int total = hours * 60 + minutes;
        return ZoneOffset.ofTotalSeconds(60 * (sign == '-' ? -total : total));
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
