package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void aCursorGivesItsKeyBack() {
        assertEquals("ä/ 象", Cursor.text(Cursor.of("ä/ 象")));
        assertEquals(-7, Cursor.number(Cursor.of("-7"), 1));
    }

    @Test
    void withoutACursorAListBeginsAtItsBeginning() {
        assertEquals("", Cursor.text(null));
        assertEquals(42, Cursor.number(null, 42));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "????", "ü", "AA", "_w", "null-"})
    void whatIsNoCursorIsRefused(String cursor) {
        for (String sent : List.of(cursor, cursor.repeat(1_000))) {
            ProblemException e = assertThrows(ProblemException.class, () -> Cursor.number(sent, 0));
            assertEquals(Problem.INVALID_CURSOR, e.problem());
        }
    }

    @Test
    void oneRowMoreThanTheLimitMakesANextPage() {
        Page<String> first = Page.of(List.of(1, 2, 3), 2, Object::toString, row -> "item " + row);
        assertEquals(new Page<>(List.of("item 1", "item 2"), Cursor.of("2")), first);
        assertNull(Page.of(List.of(1, 2), 2, Object::toString, row -> row).next());
        assertNull(Page.of(List.<Integer>of(), 2, Object::toString, row -> row).next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "1e3", " 5", "99999999999", "٣", "x"})
    void aLimitOutOfBoundsIsInvalid(String limit) {
        ProblemException e = assertThrows(ProblemException.class, () -> Page.limit(limit));
        assertEquals(Problem.INVALID, e.problem());
        assertEquals("The query parameter limit must be a number from 1 to 1000.", e.detail());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"100", "0100"})
    void aLimitIsANumber(String limit) {
        assertEquals(100, Page.limit(limit));
    }
}
