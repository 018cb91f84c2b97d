package org.alarmcall.console.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.alarmcall.console.audit.Details.Line;
import org.junit.jupiter.api.Test;

class DetailsTest {

    @Test
    void eachValueIsALineNamedByItsWay() {
        assertEquals(
                new Details(
                        List.of(
                                new Line("role", "lead"),
                                new Line("before · rows 1 · removed", "5"),
                                new Line("before · rows 2 · removed", "–"),
                                new Line("scopes 1", "review")),
                        0),
                Details.of("""
                        {"role":"lead","before":{"rows":[{"removed":5},{"removed":null}]},"scopes":["review"],"none":[]}"""));
    }

    @Test
    void inATableTheFirstSixAreShownAndCut() {
        Details details = Details.shortOf("{\"long\":\"" + "x".repeat(500) + "\",\"n\":[1,2,3,4,5,6,7]}");
        assertEquals(6, details.lines().size());
        assertEquals(2, details.more());
        assertEquals("x".repeat(120) + "…", details.lines().get(0).value());
    }
}
