package org.alarmcall.platform;

import org.jspecify.annotations.Nullable;

/**
 * Checks text from outside: what PostgreSQL or a JSON writer can't hold (NUL, lone surrogates), and control characters.
 * Lengths count characters as people do (Unicode code points).
 */
public final class PlainText {

    private PlainText() {}

    /** A query parameter that is given: {@code ?state=} asks for nothing. A 422 for NUL, which no text of ours has. */
    public static @Nullable String given(@Nullable String parameter) {
        if (parameter != null && parameter.indexOf('\0') >= 0) {
            throw Problem.INVALID.because("A query parameter has the character NUL in it.");
        }
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }

    /** What is wrong with one line of text; null when nothing is. */
    public static @Nullable String lineFault(String text, int max) {
        return fault(text, max, false);
    }

    /** The same where line breaks are allowed. */
    public static @Nullable String linesFault(String text, int max) {
        return fault(text, max, true);
    }

    private static @Nullable String fault(String text, int max, boolean breaks) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                continue;
            }
            if (c == 0) {
                return "character " + place(text, i) + " is NUL";
            }
            if (Character.isISOControl(c) && !(breaks && (c == '\n' || c == '\r'))) {
                return String.format("character %d is the control character U+%04X", place(text, i), (int) c);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return String.format("character %d is half a surrogate pair, U+%04X", place(text, i), (int) c);
                }
                i++;
            }
        }
        if (length > max && text.codePointCount(0, length) > max) {
            return "has " + text.codePointCount(0, length) + " characters, at most " + max + " are allowed";
        }
        return null;
    }

    private static int place(String text, int index) {
        return text.codePointCount(0, index) + 1;
    }

    /**
     * Text of any content made fit to be sent back in an answer: cut, and with U+FFFD for what is no character or
     * controls the display.
     */
    public static String shown(String text, int max) {
        if (text.length() <= max && fault(text, max, false) == null) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(max)
                .map(c -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > max ? shown.append('…').toString() : shown.toString();
    }
}
