package org.alarmcall.console.tactics;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Two texts side by side.
 *
 * @param left in order; what the right one does not have is marked
 * @param right likewise
 */
record Differences(List<Piece> left, List<Piece> right) {

    /** A stretch of text that the other side has, too, or has not. */
    record Piece(String text, boolean differs) {}

    /** By words; white space alone is no difference. */
    static Differences ofTexts(String left, String right) {
        List<String> leftWords = words(left);
        List<String> rightWords = words(right);
        boolean[] leftDiffers = new boolean[leftWords.size()];
        boolean[] rightDiffers = new boolean[rightWords.size()];
        // In linear space: two texts that have nothing in common would else take memory by the square of their length.
        MyersDiffWithLinearSpace<String> algorithm =
                new MyersDiffWithLinearSpace<>((one, other) -> one.strip().equals(other.strip()));
        for (AbstractDelta<String> delta :
                DiffUtils.diff(leftWords, rightWords, algorithm).getDeltas()) {
            mark(leftDiffers, delta.getSource());
            mark(rightDiffers, delta.getTarget());
        }
        return new Differences(pieces(leftWords, leftDiffers), pieces(rightWords, rightDiffers));
    }

    /** By items, wherever they stand. */
    static Differences ofSets(List<String> left, List<String> right) {
        return new Differences(missing(left, new HashSet<>(right)), missing(right, new HashSet<>(left)));
    }

    private static List<Piece> missing(List<String> items, Set<String> others) {
        return items.stream()
                .map(item -> new Piece(item, !others.contains(item)))
                .toList();
    }

    private static void mark(boolean[] differs, Chunk<String> chunk) {
        for (int i = 0; i < chunk.size(); i++) {
            differs[chunk.getPosition() + i] = true;
        }
    }

    /** Each with the white space that follows it. Word breaks of Unicode: not every script has blanks. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String word = text.substring(start, end);
            start = end;
            if (word.isBlank() && !words.isEmpty()) {
                words.set(words.size() - 1, words.get(words.size() - 1) + word);
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static List<Piece> pieces(List<String> words, boolean[] differs) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(words.get(i));
            if (i + 1 == words.size() || differs[i + 1] != differs[i]) {
                pieces.add(new Piece(text.toString(), differs[i]));
                text.setLength(0);
            }
        }
        return pieces;
    }
}
