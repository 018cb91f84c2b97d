package org.alarmcall.fingerprint;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Letters that pass for Latin ones, in lower case. The table is short and fixed: it has what sellers type to slip past a
 * filter, and a hash made today equals one made in ten years. (The table of Unicode's TR 39 has 6,000 lines and changes
 * each year.) A letter whose capital is the look-alike, such as Cyrillic в for B, is in it, too: case is folded before.
 */
final class Confusables {

    /** For each Latin letter those that pass for it: Cyrillic, Greek, Armenian, and Latin with a stroke or a hook. */
    private static final Map<Character, String> OF = Map.ofEntries(
            Map.entry('a', "\u0430\u03b1\u0251"),
            Map.entry('b', "\u0432\u03b2\u0253\u0180"),
            Map.entry('c', "\u0441\u03f2\u0188\u023c"),
            Map.entry('d', "\u0501\u0111\u0256\u0257"),
            Map.entry('e', "\u0435\u03b5\u0454\u0247\u025b"),
            Map.entry('f', "\u0192\u0584"),
            Map.entry('g', "\u0261\u0581\u01e5"),
            Map.entry('h', "\u043d\u04bb\u0570\u0127\u03b7"),
            Map.entry('i', "\u0456\u03b9\u0131\u04cf\u0268"),
            Map.entry('j', "\u0458\u0249\u03f3"),
            Map.entry('k', "\u043a\u03ba\u0199"),
            Map.entry('l', "\u0142\u019a\u026b"),
            Map.entry('m', "\u043c"),
            Map.entry('n', "\u0578\u0272\u019e"),
            Map.entry('o', "\u043e\u03bf\u0585\u00f8\u0275\u03c3"),
            Map.entry('p', "\u0440\u03c1\u01a5"),
            Map.entry('q', "\u051b\u0563"),
            Map.entry('r', "\u0433\u024d"),
            Map.entry('s', "\u0455\u0282"),
            Map.entry('t', "\u0442\u03c4\u0167"),
            Map.entry('u', "\u057d\u03c5\u028b"),
            Map.entry('v', "\u03bd\u0475"),
            Map.entry('w', "\u051d\u0461\u03c9"),
            Map.entry('x', "\u0445\u03c7"),
            Map.entry('y', "\u0443\u04af\u03b3\u024f"),
            Map.entry('z', "\u03b6\u01b6\u0225"));

    private static final Map<Integer, Character> LATIN = new HashMap<>();

    static {
        OF.forEach((latin, alike) -> alike.codePoints().forEach(letter -> {
            if (LATIN.put(letter, latin) != null) {
                throw new IllegalStateException("Twice in the table: " + Character.getName(letter));
            }
        }));
    }

    private Confusables() {}

    /** The Latin letter that this lower-case one passes for; itself when there is none. */
    static int latin(int letter) {
        @Nullable Character latin = LATIN.get(letter);
        return latin == null ? letter : latin;
    }
}
