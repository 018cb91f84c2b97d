package org.alarmcall.tactic;

import java.util.List;

/**
 * A report as a member sends it.
 *
 * @param listings references of the member's own listings that show it, distinct
 */
public record TacticDraft(TacticContent content, List<String> listings) {

    public static final int MAX_LISTINGS = 100;

    public TacticDraft {
        listings = List.copyOf(listings);
    }
}
