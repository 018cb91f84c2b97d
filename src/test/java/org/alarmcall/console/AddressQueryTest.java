package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AddressQueryTest {

    @Test
    void parametersKeepTheirOrderAndEmptyOnesAreLeftOut() {
        AddressQuery query = new AddressQuery()
                .with("q", "white plastic & more")
                .with("language", "")
                .with("cursor", null)
                .with("a", "ä=1");
        assertEquals("q=white+plastic+%26+more&a=%C3%A4%3D1", query.toString());
        assertEquals("/console/queue?" + query, query.at("/console/queue"));
    }

    @Test
    void anAddressWithoutParametersIsItsPath() {
        assertEquals("", new AddressQuery().with("q", "").toString());
        assertEquals("/console/queue", new AddressQuery().at("/console/queue"));
    }
}
