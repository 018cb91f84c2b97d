package org.alarmcall.console.impact;

import static org.alarmcall.platform.PlainText.given;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What to show, as in addresses of the page, its pictures and its files. */
public class Selection {

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    @QueryParam("category")
    @Nullable
    String category;

    @QueryParam("collection")
    @Nullable
    String collection;

    /** Null: as many months before the last as the door gives. */
    @Nullable
    String from() {
        return given(from);
    }

    /** Null: the present month. */
    @Nullable
    String to() {
        return given(to);
    }

    /** Null: all. */
    @Nullable
    String category() {
        return given(category);
    }

    /** Null: the first. */
    @Nullable
    String collection() {
        return given(collection);
    }
}
