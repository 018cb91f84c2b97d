package org.alarmcall.fingerprint;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text without what may differ between two copies of it: words of lower-case letters and digits with one blank between
 * them. The steps, in this order, are part of the format; {@code docs/fingerprints.md} has them with examples.
 *
 * <ol>
 *   <li>Compatibility forms are resolved (NFKD): full-width and mathematical letters, ligatures, superscripts.
 *   <li>Accents (U+0300 to U+036F) and what is invisible (zero width, direction, variation selectors) are removed.
 *   <li>Case is folded: to upper case, then to lower, so that ß and SS, σ and ς are one.
 *   <li>{@link Confusables Look-alikes} of Latin letters become Latin; the digits of any script become 0 to 9.
 *   <li>Runs of anything but letters, marks and digits become one blank; those at the ends are removed.
 *   <li>The result is composed (NFKC).
 * </ol>
 */
public final class NormalizedText {

    /** Bytes of UTF-8 below which a text has no hash of its own: three words, or five Chinese characters. */
    public static final int MIN_BYTES = 16;

    /** Characters of a text that is taken in at once. */
    public static final int MAX_CHARACTERS = 1_000_000;

    private final String value;

    private NormalizedText(String value) {
        this.value = value;
    }

    /**
     * Normalises a text.
     *
     * @throws FingerprintException when it is longer than {@value #MAX_CHARACTERS} characters
     */
    public static NormalizedText of(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new FingerprintException("a text has at most " + MAX_CHARACTERS + " characters");
        }
        String folded = fold(Normalizer.normalize(text, Normalizer.Form.NFKD));
        // What case folding brings along (İ gives i and a dot) is taken apart and stripped again.
        folded = fold(Normalizer.normalize(folded, Normalizer.Form.NFKD));
        StringBuilder words = new StringBuilder(folded.length());
        folded.codePoints().forEach(letter -> append(words, letter));
        return new NormalizedText(Normalizer.normalize(words.toString().strip(), Normalizer.Form.NFKC));
    }

    private static String fold(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints()
                .filter(letter -> !isAccent(letter) && !isInvisible(letter))
                .forEach(seen::appendCodePoint);
        return seen.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u03c2', '\u03c3');
    }

    private static void append(StringBuilder words, int letter) {
        if (Character.isDigit(letter)) {
            words.append(Character.digit(letter, 10));
        } else if (Character.isLetterOrDigit(letter) || isMark(letter)) {
            words.appendCodePoint(Confusables.latin(letter));
        } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
    }

    private static boolean isAccent(int letter) {
        return letter >= 0x300 && letter <= 0x36f;
    }

    /** Marks spell vowels in many scripts. */
    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Unicode's format characters, fillers, variation selectors, and frames around a character. */
    private static boolean isInvisible(int letter) {
        int type = Character.getType(letter);
        return type == Character.FORMAT
                || type == Character.ENCLOSING_MARK
                || letter == 0x115f
                || letter == 0x1160
                || letter == 0x17b4
                || letter == 0x17b5
                || letter >= 0x180b && letter <= 0x180f
                || letter >= 0xfe00 && letter <= 0xfe0f
                || letter >= 0xe0000 && letter <= 0xe0fff;
    }

    /** What is hashed, in UTF-8. */
    public String value() {
        return value;
    }

    /**
     * The {@code text_sha256} of the text.
     *
     * @return null when it is shorter than {@value #MIN_BYTES} bytes: equal by chance
     */
    public @Nullable Fingerprint sha256() {
        byte[] bytes = bytes();
        return bytes.length < MIN_BYTES ? null : Fingerprint.of(FingerprintType.TEXT_SHA256, Hashes.sha256(bytes));
    }

    /**
     * The {@code text_tlsh} of the text.
     *
     * @return null when it is shorter than {@value Tlsh#MIN_BYTES} bytes or varies too little
     */
    public @Nullable Fingerprint tlsh() {
        return Tlsh.of(bytes());
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
