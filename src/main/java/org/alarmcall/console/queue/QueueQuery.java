package org.alarmcall.console.queue;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.alarmcall.console.AddressQuery;
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

    public boolean isByFamily() {
        return QueueOrder.parse(order) == QueueOrder.FAMILY;
    }

    /** The address of a page with this query; {@code path} has none. */
    public String at(String path) {
        return parameters().at(path);
    }

    /** The page of the queue that begins there. */
    String from(String cursor) {
        return parameters().with("cursor", cursor).at(QueuePages.PATH);
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
        return parameters().with("but", listing.toString()).at(QueuePages.PATH + "/next");
    }

    private AddressQuery parameters() {
        return new AddressQuery()
                .with("collection", collection)
                .with("reason", reason)
                .with("member", member)
                .with("taxon", taxon)
                .with("category", category)
                .with("term", term)
                .with("order", order);
    }
}
