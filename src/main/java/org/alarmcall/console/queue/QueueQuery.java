package org.alarmcall.console.queue;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.UUID;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.indicator.QueueFilter;
import org.alarmcall.indicator.QueueOrder;
import org.alarmcall.indicator.QueueReason;
import org.alarmcall.platform.PlainText;

/** Which part of the queue a person works at: it goes along from page to page in the address. */
public class QueueQuery {

    @QueryParam("collection")
    @DefaultValue("")
    public String collection = "";

    @QueryParam("reason")
    @DefaultValue("")
    public String reason = "";

    @QueryParam("member")
    @DefaultValue("")
    public String member = "";

    @QueryParam("taxon")
    @DefaultValue("")
    public String taxon = "";

    @QueryParam("category")
    @DefaultValue("")
    public String category = "";

    @QueryParam("term")
    @DefaultValue("")
    public String term = "";

    @QueryParam("order")
    @DefaultValue("")
    public String order = "";

    QueueFilter filter() {
        return new QueueFilter(
                PlainText.given(collection),
                QueueReason.parse(reason).orElse(null),
                PlainText.given(member),
                PlainText.given(taxon.strip()),
                PlainText.given(category),
                PlainText.given(term),
                QueueOrder.parse(order));
    }

    public boolean isFiltered() {
        return !(collection + reason + member + taxon.strip() + category + term).isEmpty();
    }

    public boolean isByRisk() {
        return QueueOrder.parse(order) == QueueOrder.RISK;
    }

    /** The address of a page with this query; {@code path} has none. */
    public String at(String path) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        add(query, "collection", collection);
        add(query, "reason", reason);
        add(query, "member", member);
        add(query, "taxon", taxon);
        add(query, "category", category);
        add(query, "term", term);
        add(query, "order", order);
        return path + query;
    }

    public String listing(UUID id) {
        return at(ListingPages.PATH + '/' + id);
    }

    /** The address that an action on a listing is sent to. */
    public String listing(UUID id, String action) {
        return at(ListingPages.PATH + '/' + id + '/' + action);
    }

    /** The address that takes a decision back. */
    public String undo(UUID decision) {
        return at(ConsoleRoutes.ROOT + "/decisions/" + decision + "/undo");
    }

    /** The way to the next listing, but not to this one. */
    public String nextBut(UUID listing) {
        String next = at(QueuePages.PATH + "/next");
        return next + (next.indexOf('?') < 0 ? '?' : '&') + "but=" + listing;
    }

    private static void add(StringJoiner query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
