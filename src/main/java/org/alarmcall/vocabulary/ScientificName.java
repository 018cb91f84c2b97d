package org.alarmcall.vocabulary;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * What a scientific name may look like: Latin letters, digits for cultivars, and the signs of names and their authors
 * ("Panthera tigris (Linnaeus, 1758)", "Paphiopedilum × leeanum"). It need not be in a checklist: checklists
 * disagree. Letters of other scripts are refused, since they look the same and would not match.
 */
final class ScientificName {

    private static final String SIGNS = "-.'\"()×&,/";

    private ScientificName() {}

    static String normalise(String name) {
        return Normalizer.isNormalized(name, Normalizer.Form.NFC)
                ? name
                : Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** What is wrong with a name that has no control characters; null when nothing is. */
    static @Nullable String fault(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        boolean blankBefore = true;
        int place = 0;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            place++;
            if (c == ' ') {
                if (blankBefore) {
                    return "has a blank too many at character " + place;
                }
                blankBefore = true;
                continue;
            }
            blankBefore = false;
            if (place == 1 && !isLatinLetter(c) && c != '×') {
                return "does not begin with a letter";
            }
            if (!isLatinLetter(c) && !(c >= '0' && c <= '9') && SIGNS.indexOf(c) < 0) {
                return String.format("has a character that no scientific name has: U+%04X at character %d", c, place);
            }
        }
        return blankBefore ? "ends with a blank" : null;
    }

    private static boolean isLatinLetter(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
        return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }
}
