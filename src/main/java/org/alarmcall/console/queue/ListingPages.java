package org.alarmcall.console.queue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.console.LabelsForm;
import org.alarmcall.desk.Desk;
import org.alarmcall.desk.Held;
import org.alarmcall.desk.HeldDecisions;
import org.alarmcall.desk.Person;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.ReviewListing;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A listing on one screen, and what is decided there. */
@Path(ListingPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class ListingPages {

    static final String PATH = ConsoleRoutes.ROOT + "/listings";

    private static final int HISTORY = 50;

    /** Listings of its family that are decided at once; others of it come next. */
    private static final int FAMILY = 500;

    /** Of what looks like the listing, in a table; others are named only, or the page would be too heavy. */
    private static final int ROWS = 100;

    private final ReviewQueue queue;
    private final Desk desk;
    private final HeldDecisions held;
    private final AtDesk atDesk;
    private final AuditLog audit;
    private final LabelsReader labelsReader;
    private final CurrentCaller current;
    private final QueueMessages words = MessageBundles.get(QueueMessages.class);

    ListingPages(
            ReviewQueue queue,
            Desk desk,
            HeldDecisions held,
            AtDesk atDesk,
            AuditLog audit,
            Vocabulary vocabulary,
            CurrentCaller current) {
        this.queue = queue;
        this.desk = desk;
        this.held = held;
        this.atDesk = atDesk;
        this.audit = audit;
        this.labelsReader = new LabelsReader(vocabulary);
        this.current = current;
    }

    /** A listing that looks like the one on the page; the distance is null when it is only of its family. */
    public record Near(QueueRow listing, @Nullable Integer distance) {}

    @CheckedTemplate(basePath = "console/queue")
    static class Templates {
        static native TemplateInstance listing(
                ReviewListing listing,
                boolean open,
                QueueQuery query,
                DecisionForm form,
                String fault,
                LabelsForm labels,
                List<Near> near,
                List<Near> more,
                List<AuditEntryView> history,
                @Nullable Person claim,
                @Nullable Held held,
                List<Held> mine);

        static native TemplateInstance claim(UUID listingId, @Nullable Person claim);
    }

    @GET
    @Path("/{id}")
    public TemplateInstance listing(@PathParam("id") UUID id, @BeanParam QueueQuery query) {
        ReviewListing listing = queue.listing(current.get(), id);
        return page(listing, query, new DecisionForm(), "", LabelsForm.of(listing.labels()));
    }

    @POST
    @Path("/{id}/decision")
    public Response decide(@PathParam("id") UUID id, @BeanParam QueueQuery query, @BeanParam DecisionForm form) {
        String fault = form.fault(words);
        if (!fault.isEmpty()) {
            ReviewListing listing = queue.listing(current.get(), id);
            return wrong(page(listing, query, form, fault, LabelsForm.of(listing.labels())));
        }
        return hold(id, query, form, List.of(), null);
    }

    /** An approval with other labels. */
    @POST
    @Path("/{id}/correction")
    public Response correct(
            @PathParam("id") UUID id,
            @BeanParam QueueQuery query,
            @BeanParam DecisionForm form,
            @BeanParam LabelsForm labels) {
        Labels corrected = labels.read(labelsReader);
        if (corrected == null) {
            return wrong(page(queue.listing(current.get(), id), query, form, "", labels));
        }
        form.decision = Verdict.APPROVE.wire();
        return hold(id, query, form, List.of(), corrected);
    }

    /** The listing and those near it that were chosen. */
    @POST
    @Path("/{id}/family")
    public Response decideFamily(
            @PathParam("id") UUID id,
            @BeanParam QueueQuery query,
            @BeanParam DecisionForm form,
            @FormParam("near") List<String> near) {
        if (!form.fault(words).isEmpty()) {
            return decide(id, query, form);
        }
        return hold(id, query, form, near.stream().map(ListingPages::seen).toList(), null);
    }

    @POST
    @Path("/{id}/submission")
    public Response decideSubmission(
            @PathParam("id") UUID id, @BeanParam QueueQuery query, @BeanParam DecisionForm form) {
        if (!form.fault(words).isEmpty()) {
            return decide(id, query, form);
        }
        ReviewListing listing = queue.listing(current.get(), id);
        held.holdSubmission(
                current.get(),
                atDesk.person(),
                words.submission_title(title(listing)),
                listing.submissionId(),
                form.verdict(),
                form.givenReason());
        desk.leave(current.get(), atDesk.person(), List.of(id));
        return atDesk.toNext(query, null);
    }

    /** Renews the person's claim while the page is open. */
    @POST
    @Path("/{id}/claim")
    public TemplateInstance claim(@PathParam("id") UUID id) {
        Person claim = desk.claim(current.get(), atDesk.person(), row(id).collection(), id);
        return Templates.claim(id, others(claim));
    }

    private QueueRow row(UUID id) {
        return queue.rows(current.get(), List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such listing."));
    }

    private Response hold(
            UUID id, QueueQuery query, DecisionForm form, List<Decisions.Seen> near, @Nullable Labels labels) {
        ReviewListing listing = queue.listing(current.get(), id);
        List<Decisions.Seen> seen = new ArrayList<>();
        seen.add(new Decisions.Seen(id, form.revision));
        near.stream().filter(one -> !one.listingId().equals(id)).distinct().forEach(seen::add);
        Person person = atDesk.person();
        held.hold(
                current.get(),
                person,
                decided -> title(listing, decided, seen.size()),
                seen,
                form.verdict(),
                form.givenReason(),
                labels);
        desk.leave(
                current.get(),
                person,
                seen.stream().map(Decisions.Seen::listingId).toList());
        return atDesk.toNext(query, null);
    }

    private TemplateInstance page(
            ReviewListing listing, QueueQuery query, DecisionForm form, String fault, LabelsForm labels) {
        UUID id = listing.listingId();
        QueueRow row = row(id);
        List<Held> waiting = held.waiting(current.get());
        Held ofThis = waiting.stream()
                .filter(decision -> decision.isAbout(row))
                .findFirst()
                .orElse(null);
        boolean open = ofThis == null && row.waits();
        List<Near> near = open ? near(listing, waiting) : List.of();
        Person claim = open ? others(desk.claim(current.get(), atDesk.person(), listing.collection(), id)) : null;
        return Templates.listing(
                listing,
                open,
                query,
                form,
                fault,
                labels,
                near.subList(0, Math.min(ROWS, near.size())),
                near.subList(Math.min(ROWS, near.size()), near.size()),
                audit.list(current.get(), new AuditFilter(null, null, id.toString(), null, null), null, HISTORY)
                        .items(),
                claim,
                ofThis,
                atDesk.mine());
    }

    /** What looks like the listing and nobody is deciding: the nearest first, then the others of its family. */
    private List<Near> near(ReviewListing listing, List<Held> waiting) {
        Map<UUID, Integer> distances = new LinkedHashMap<>();
        listing.near().forEach(one -> distances.put(one.listingId(), one.distance()));
        Map<UUID, QueueRow> rows = new HashMap<>();
        queue.rows(current.get(), distances.keySet()).forEach(row -> rows.put(row.listingId(), row));
        List<QueueRow> found = new ArrayList<>();
        distances.keySet().stream().map(rows::get).filter(Objects::nonNull).forEach(found::add);
        queue.family(current.get(), listing.collection(), listing.listingId(), FAMILY).stream()
                .filter(row -> !distances.containsKey(row.listingId()))
                .forEach(found::add);
        return found.stream()
                .filter(row -> waiting.stream().noneMatch(decision -> decision.isAbout(row)))
                .map(row -> new Near(row, distances.get(row.listingId())))
                .toList();
    }

    private @Nullable Person others(Person claim) {
        return claim.equals(atDesk.person()) ? null : claim;
    }

    private static Response wrong(TemplateInstance page) {
        return Response.status(422).entity(page).build();
    }

    private String title(ReviewListing listing, int decided, int chosen) {
        String title = title(listing);
        if (decided < chosen) {
            return words.family_title_some(title, decided, chosen, chosen - decided);
        }
        return chosen == 1 ? title : words.family_title(title, chosen - 1);
    }

    private static String title(ReviewListing listing) {
        return listing.reporter().name() + ' ' + listing.reference();
    }

    /** A choice of the form: id and revision. */
    private static Decisions.Seen seen(String choice) {
        String[] parts = choice.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,9}")) {
            throw unreadable();
        }
        return new Decisions.Seen(id(parts[0]), Integer.parseInt(parts[1]));
    }

    /** An id as one of our pages sends it. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return Problem.INVALID.because("The page is not as the server made it. Load it again.");
    }
}
