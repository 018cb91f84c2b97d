package org.alarmcall.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void everyListHasASystemAVersionAndDistinctCodesWithLabels() {
        for (CodeList list : List.of(
                Vocabulary.sources(),
                Vocabulary.purposes(),
                Vocabulary.neutralPolicyCategories(),
                Vocabulary.claims(),
                Vocabulary.techniques(),
                Vocabulary.tlp())) {
            assertFalse(list.system().isBlank());
            assertFalse(list.version().isBlank());
            assertFalse(list.kind().isBlank());
            assertEquals(list.codes().size(), list.codeSet().size(), list.system());
            assertTrue(list.codes().stream().noneMatch(code -> code.label().isBlank()));
        }
        assertEquals("cites-term", Vocabulary.terms().system());
        assertEquals(74, Vocabulary.terms().all().size());
        assertTrue(Vocabulary.terms().all().stream()
                .allMatch(term -> term.code().matches("[A-Z]{3}") && !term.of().isEmpty()));
    }

    @Test
    void knowsTheListsOfTheField() {
        TradeTerm carving = Vocabulary.terms().find("IVC");
        assertNotNull(carving);
        assertEquals("ivory carving", carving.label());
        assertEquals(10, Vocabulary.sources().codes().size());
        assertEquals(12, Vocabulary.purposes().codes().size());
        assertEquals(20, Vocabulary.neutralPolicyCategories().codes().size());
        assertEquals(8, Vocabulary.claims().codes().size());
        assertEquals(
                List.of("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"),
                Vocabulary.tlp().codes().stream().map(Code::code).toList());
    }

    @Test
    void aRetiredCodeIsNoTermInUse() {
        assertNull(Vocabulary.terms().find("LEA"));
        assertEquals("LPS", Vocabulary.terms().successor("LEA", Kingdom.ANIMAL));
        assertEquals("LVS", Vocabulary.terms().successor("LEA", Kingdom.PLANT));
        assertNull(Vocabulary.terms().successor("IVC", Kingdom.ANIMAL));
    }

    @Test
    void countriesAreTwoCapitalsAndXXIsUnknown() {
        assertTrue(Vocabulary.isCountry("IT"));
        assertTrue(Vocabulary.isCountry("XX"));
        assertFalse(Vocabulary.isCountry("it"));
        assertFalse(Vocabulary.isCountry("ITA"));
        assertFalse(Vocabulary.isCountry("UK"));
    }
}
