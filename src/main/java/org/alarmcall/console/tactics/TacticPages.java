package org.alarmcall.console.tactics;

import static org.alarmcall.platform.PlainText.given;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.console.LabelsForm;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.alarmcall.tactic.ReviewTactic;
import org.alarmcall.tactic.TacticFilter;
import org.alarmcall.tactic.TacticListing;
import org.alarmcall.tactic.TacticListings;
import org.alarmcall.tactic.TacticOrder;
import org.alarmcall.tactic.TacticReview;
import org.alarmcall.tactic.TacticState;
import org.jspecify.annotations.Nullable;

/** Reports of tactics, to read. What is decided of them: {@link TacticDecisionPages}. */
@Path(TacticPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Blocking
class TacticPages {

    static final String PATH = "/console/tactics";

    private static final int ROWS = 25;
    private static final Set<String> DONE = Set.of("approve", "return", "reject", "withdraw", "merge");
    private static final List<String> REASONS =
            Arrays.stream(WithdrawReason.values()).map(WithdrawReason::wire).toList();

    private final TacticReview review;
    private final TacticListings listings;
    private final Members members;
    private final Comparison comparison;
    private final CurrentCaller current;

    TacticPages(
            TacticReview review,
            TacticListings listings,
            Members members,
            Comparison comparison,
            CurrentCaller current) {
        this.review = review;
        this.listings = listings;
        this.members = members;
        this.comparison = comparison;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console/tactics")
    static class Templates {
        static native TemplateInstance list(
                TacticQuery query, List<String> states, List<CollectionRef> collections, Page<ReviewTactic> page);

        static native TemplateInstance tactic(ReviewTactic report, Said said, List<String> reasons);

        static native TemplateInstance listings(ReviewTactic report, Page<TacticListing> page);

        static native TemplateInstance edit(
                ReviewTactic report, TacticForm form, LabelsForm labelsForm, @Nullable Conflict conflict);

        static native TemplateInstance compare(
                ReviewTactic left,
                ReviewTactic right,
                List<Comparison.Row> rows,
                boolean canKeepLeft,
                boolean canKeepRight,
                @Nullable Conflict conflict);
    }

    @GET
    public TemplateInstance list(@BeanParam TacticQuery query) {
        Caller caller = current.get();
        Page<ReviewTactic> page = review.page(
                caller, given(query.collection), query.state, query.filter(), query.order(), given(query.cursor), ROWS);
        return Templates.list(
                query,
                Arrays.stream(TacticState.values()).map(TacticState::wire).toList(),
                members.readable(caller),
                page);
    }

    /** The one that has waited longest; the list when none waits. */
    @GET
    @Path("/next")
    public Response next() {
        return review
                .page(
                        current.get(),
                        null,
                        TacticState.PENDING.wire(),
                        TacticFilter.NONE,
                        TacticOrder.OLDEST_FIRST,
                        null,
                        1)
                .items()
                .stream()
                .findFirst()
                .map(report -> Response.seeOther(address(report.id(), "")))
                .orElseGet(() -> Response.seeOther(URI.create(PATH)))
                .build();
    }

    @GET
    @Path("/{id}")
    public TemplateInstance tactic(@PathParam("id") UUID id, @QueryParam("done") @DefaultValue("") String done) {
        return page(review.get(current.get(), id), Said.nothing(DONE.contains(done) ? done : ""));
    }

    static TemplateInstance page(ReviewTactic report, Said said) {
        return Templates.tactic(report, said, REASONS);
    }

    /** What may show it, of all members. A page may have few rows, though others follow. */
    @GET
    @Path("/{id}/listings")
    public TemplateInstance listings(@PathParam("id") UUID id, @QueryParam("cursor") @Nullable String cursor) {
        Caller caller = current.get();
        ReviewTactic report = review.get(caller, id);
        return Templates.listings(report, listings.page(caller, report.collection(), id, cursor, ROWS));
    }

    @GET
    @Path("/{id}/edit")
    @RequiresRole(StaffRole.LEAD)
    public TemplateInstance edit(@PathParam("id") UUID id) {
        ReviewTactic report = review.get(current.get(), id);
        return Templates.edit(report, TacticForm.of(report), LabelsForm.of(report.labels()), null);
    }

    @GET
    @Path("/{id}/compare/{other}")
    public TemplateInstance compare(@PathParam("id") UUID id, @PathParam("other") UUID other) {
        return compare(current.get(), id, other, null);
    }

    TemplateInstance compare(Caller caller, UUID id, UUID other, @Nullable Conflict conflict) {
        ReviewTactic left = review.get(caller, id);
        ReviewTactic right = review.get(caller, other);
        return Templates.compare(
                left, right, comparison.of(left, right), canMerge(right, left), canMerge(left, right), conflict);
    }

    /** Whether the page offers to merge one report into another; the door decides. */
    private static boolean canMerge(ReviewTactic from, ReviewTactic into) {
        return isLive(from)
                && isLive(into)
                && from.collection().equals(into.collection())
                && (from.publishedAt() == null || into.state().equals(TacticState.APPROVED.wire()));
    }

    private static boolean isLive(ReviewTactic report) {
        return report.state().equals(TacticState.PENDING.wire())
                || report.state().equals(TacticState.APPROVED.wire());
    }

    static URI address(UUID id, String done) {
        return URI.create(PATH + '/' + id + (done.isEmpty() ? "" : "?done=" + done));
    }
}
