package org.alarmcall.console.tactics;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.alarmcall.console.AddressQuery;

/** What of the register is asked for, as it stands in the address. */
public class CodeWordQuery {

    static final String ENDED = "ended";

    @QueryParam("show")
    @DefaultValue("")
    public String show = "";

    @QueryParam("collection")
    @DefaultValue("")
    public String collection = "";

    @QueryParam("q")
    @DefaultValue("")
    public String q = "";

    @QueryParam("language")
    @DefaultValue("")
    public String language = "";

    @QueryParam("cursor")
    @DefaultValue("")
    public String cursor = "";

    public boolean isEnded() {
        return show.equals(ENDED);
    }

    public boolean isFiltered() {
        return !(collection + q + language).isEmpty();
    }

    /** The query of the address with the same filters, from its beginning on. */
    public String of(String others) {
        return query(others, "");
    }

    public String from(String next) {
        return query(show, next);
    }

    /** The same page. */
    public String same() {
        return query(show, cursor);
    }

    private String query(String shown, String from) {
        return new AddressQuery()
                .with("show", shown)
                .with("collection", collection)
                .with("q", q)
                .with("language", language)
                .with("cursor", from)
                .toString();
    }
}
