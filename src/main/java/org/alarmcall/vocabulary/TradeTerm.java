package org.alarmcall.vocabulary;

import java.util.List;

/**
 * What is traded, in the words of the CITES annual reports.
 *
 * @param code three letters, for example {@code IVC}
 * @param label in English, for example "ivory carving"
 * @param of what it can be said of
 */
public record TradeTerm(String code, String label, List<Kingdom> of) {

    public TradeTerm {
        of = List.copyOf(of);
    }
}
