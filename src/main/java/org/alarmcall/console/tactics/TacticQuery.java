package org.alarmcall.console.tactics;

import static org.alarmcall.platform.PlainText.given;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.alarmcall.console.AddressQuery;
import org.alarmcall.tactic.TacticFilter;
import org.alarmcall.tactic.TacticOrder;
import org.alarmcall.tactic.TacticState;

/** What of the reports is asked for, as it stands in the address. */
public class TacticQuery {

    @QueryParam("state")
    @DefaultValue("pending")
    public String state = TacticState.PENDING.wire();

    @QueryParam("collection")
    @DefaultValue("")
    public String collection = "";

    @QueryParam("q")
    @DefaultValue("")
    public String q = "";

    @QueryParam("technique")
    @DefaultValue("")
    public String technique = "";

    @QueryParam("language")
    @DefaultValue("")
    public String language = "";

    @QueryParam("cursor")
    @DefaultValue("")
    public String cursor = "";

    TacticFilter filter() {
        return new TacticFilter(given(q.strip()), null, null, null, given(language.strip()), given(technique));
    }

    /** What waits is a queue; of what is decided people look for the latest. */
    TacticOrder order() {
        return isWaiting() ? TacticOrder.OLDEST_FIRST : TacticOrder.NEWEST_FIRST;
    }

    public boolean isWaiting() {
        return state.equals(TacticState.PENDING.wire());
    }

    public boolean isFiltered() {
        return !(collection + q + technique + language).isEmpty();
    }

    /** The query of the address with the same filters and another state, from its beginning on. */
    public String of(String otherState) {
        return query(otherState, "");
    }

    public String from(String next) {
        return query(state, next);
    }

    private String query(String ofState, String from) {
        return new AddressQuery()
                .with("state", ofState)
                .with("collection", collection)
                .with("q", q)
                .with("technique", technique)
                .with("language", language)
                .with("cursor", from)
                .toString();
    }
}
