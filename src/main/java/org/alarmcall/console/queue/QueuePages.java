package org.alarmcall.console.queue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.desk.Desk;
import org.alarmcall.desk.Held;
import org.alarmcall.desk.HeldDecisions;
import org.alarmcall.desk.Person;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/** What waits for staff, and the way from one listing to the next. */
@Path(ConsoleRoutes.ROOT)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class QueuePages {

    static final String PATH = ConsoleRoutes.ROOT + "/queue";

    private static final int ROWS = 50;

    /** Beyond it the page says "more than". */
    private static final int COUNTED = QueueRow.FAMILY_COUNTED;

    private final ReviewQueue queue;
    private final Desk desk;
    private final HeldDecisions held;
    private final AtDesk atDesk;
    private final Members members;
    private final CurrentCaller current;

    QueuePages(
            ReviewQueue queue, Desk desk, HeldDecisions held, AtDesk atDesk, Members members, CurrentCaller current) {
        this.queue = queue;
        this.desk = desk;
        this.held = held;
        this.atDesk = atDesk;
        this.members = members;
        this.current = current;
    }

    /** A line of the queue, and who is at it; in the order by family, at the listing that stands for the family. */
    public record Row(QueueRow listing, @Nullable Person claim) {}

    @CheckedTemplate(basePath = "console/queue")
    static class Templates {
        static native TemplateInstance queue(
                QueueQuery query,
                List<Row> rows,
                String ids,
                String next,
                boolean first,
                int waiting,
                int counted,
                List<Held> mine,
                List<CollectionRef> collections,
                List<MemberView> members);

        static native TemplateInstance claims(List<Row> rows);
    }

    @GET
    public Response home() {
        return Response.seeOther(URI.create(PATH)).build();
    }

    @GET
    @Path("/queue")
    public TemplateInstance queue(@BeanParam QueueQuery query, @QueryParam("cursor") @DefaultValue("") String cursor) {
        Page<QueueRow> page = desk.page(current.get(), query.filter(), PlainText.given(cursor), ROWS);
        List<Row> rows = withClaims(page.items());
        String next = page.next() == null ? "" : query.from(page.next());
        return Templates.queue(
                query,
                rows,
                String.join(
                        ",",
                        page.items().stream()
                                .map(row -> row.listingId().toString())
                                .toList()),
                next,
                cursor.isEmpty(),
                queue.waiting(current.get(), COUNTED + 1),
                COUNTED,
                atDesk.mine(),
                members.collections(current.get()),
                members.others(current.get()));
    }

    /** The next listing that nobody else is at. */
    @GET
    @Path("/queue/next")
    public Response next(@BeanParam QueueQuery query, @QueryParam("but") @Nullable UUID but) {
        return atDesk.toNext(query, but);
    }

    /** Who is at which listing of the page, each some seconds. */
    @GET
    @Path("/queue/claims")
    public TemplateInstance claims(@QueryParam("listings") @DefaultValue("") String listings) {
        List<UUID> ids = Stream.of(listings.split(","))
                .filter(id -> !id.isEmpty())
                .limit(ROWS)
                .map(ListingPages::id)
                .toList();
        return Templates.claims(withClaims(queue.rows(current.get(), ids)));
    }

    @POST
    @Path("/decisions/{id}/undo")
    public Response undo(@PathParam("id") UUID id, @BeanParam QueueQuery query) {
        Held undone = held.undo(current.get(), atDesk.person(), id);
        String back = undone.listings().size() == 1
                ? query.at(ListingPages.PATH + '/' + undone.listings().get(0))
                : query.at(PATH);
        return Response.seeOther(URI.create(back)).build();
    }

    private List<Row> withClaims(List<QueueRow> listings) {
        Map<UUID, Person> claims = desk.claims(
                current.get(), listings.stream().map(QueueRow::listingId).toList());
        Person me = atDesk.person();
        return listings.stream()
                .map(row -> {
                    Person claim = claims.get(row.listingId());
                    return new Row(row, claim == null || claim.equals(me) ? null : claim);
                })
                .toList();
    }
}
