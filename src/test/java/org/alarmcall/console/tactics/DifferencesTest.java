package org.alarmcall.console.tactics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alarmcall.console.tactics.Differences.Piece;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    @Test
    void whatOnlyOneSaysIsMarkedOnItsSide() {
        Differences found = Differences.ofTexts("Sold as white plastic.", "Sold as red jelly.");
        assertEquals("Sold as [white plastic].", shown(found.left()));
        assertEquals("Sold as [red jelly].", shown(found.right()));
    }

    @Test
    void whiteSpaceAloneIsNoDifference() {
        Differences found = Differences.ofTexts("one\ntwo  three", "one two three");
        assertEquals("one\ntwo  three", shown(found.left()));
        assertEquals("one two three", shown(found.right()));
    }

    @Test
    void scriptsWithoutBlanksAreComparedByWords() {
        Differences found = Differences.ofTexts("象牙，手镯", "塑料，手镯");
        assertEquals("，手镯", found.left().get(found.left().size() - 1).text());
        assertEquals(false, found.left().get(found.left().size() - 1).differs());
    }

    @Test
    void itemsAreComparedWhereverTheyStand() {
        Differences found = Differences.ofSets(List.of("a", "b"), List.of("b", "c"));
        assertEquals("[a]b", shown(found.left()));
        assertEquals("b[c]", shown(found.right()));
    }

    /** As large as narratives can be, with nothing in common: in a heap for tests this would end with an error. */
    @Test
    void theLargestTextsThatShareNothingAreCompared() {
        String left = IntStream.range(0, 2_500).mapToObj(i -> "a").collect(Collectors.joining(" "));
        String right = IntStream.range(0, 2_500).mapToObj(i -> "b").collect(Collectors.joining(" "));
        Differences found = Differences.ofTexts(left, right);
        assertEquals(List.of(new Piece(left, true)), found.left());
        assertEquals(List.of(new Piece(right, true)), found.right());
    }

    private static String shown(List<Piece> pieces) {
        return pieces.stream()
                .map(piece ->
                        piece.differs() ? '[' + piece.text().strip() + ']' + trailing(piece.text()) : piece.text())
                .collect(Collectors.joining());
    }

    private static String trailing(String text) {
        return text.substring(text.stripTrailing().length());
    }
}
