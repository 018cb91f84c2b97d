package org.alarmcall.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppendixHintsTest {

    private final AppendixHints hints = Vocabulary.appendices();

    @Test
    void aSpeciesOfAListedGenusHasItsHint() {
        AppendixHints.Hint hint = hints.find("Loxodonta africana");
        assertNotNull(hint);
        assertEquals("Loxodonta", hint.name());
        assertEquals(List.of("I", "II"), hint.appendices());
        assertEquals(hint, hints.find("Loxodonta spp."));
    }

    @Test
    void aSpeciesIsBeforeItsGenus() {
        AppendixHints.Hint hint = hints.find("Dalbergia nigra");
        assertNotNull(hint);
        assertEquals(List.of("I"), hint.appendices());
    }

    @Test
    void aGenusIsFoundByItsOtherName() {
        AppendixHints.Hint hint = hints.find("Phataginus tricuspis");
        assertNotNull(hint);
        assertEquals(List.of("I"), hint.appendices());
        assertEquals("listed as Manis", hint.note());
    }

    @Test
    void whatIsNotInTheListHasNone() {
        assertNull(hints.find("Mammuthus primigenius"));
        assertNull(hints.find("Panthera"));
    }
}
