package org.alarmcall.console.feed;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
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
import java.util.Set;
import java.util.UUID;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.console.Faults;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.feed.FeedSummaries;
import org.alarmcall.feed.Receipt;
import org.alarmcall.feed.Receipts;
import org.alarmcall.feed.Tier;
import org.alarmcall.feed.WithdrawalViews.WithdrawalsView;
import org.alarmcall.feedback.Feedback;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.Indicators;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/** What is in the feeds, what left them and who has not noticed, and one indicator. */
@Path(FeedPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class FeedPages {

    static final String PATH = ConsoleRoutes.ROOT + "/feed";

    private static final int ROWS = 50;

    private final FeedSummaries summaries;
    private final Receipts receipts;
    private final Indicators indicators;
    private final Feed feed;
    private final Feedback feedback;
    private final Decisions decisions;
    private final Members members;
    private final CurrentCaller current;

    FeedPages(
            FeedSummaries summaries,
            Receipts receipts,
            Indicators indicators,
            Feed feed,
            Feedback feedback,
            Decisions decisions,
            Members members,
            CurrentCaller current) {
        this.summaries = summaries;
        this.receipts = receipts;
        this.indicators = indicators;
        this.feed = feed;
        this.feedback = feedback;
        this.decisions = decisions;
        this.members = members;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console/feed")
    static class Templates {
        static native TemplateInstance overview(
                List<FeedSummaries.Summary> feeds, Tier[] tiers, String query, List<Indicators.Found> found);

        static native TemplateInstance withdrawals(
                List<CollectionRef> collections,
                @Nullable CollectionRef chosen,
                boolean late,
                @Nullable WithdrawalsView page);

        static native TemplateInstance indicator(
                Indicators.Found indicator,
                @Nullable Tier tier,
                List<Indicators.Reported> reports,
                List<Feedback.OfMember> opinions,
                WithdrawReason[] reasons,
                String comment,
                Faults faults);
    }

    @GET
    public TemplateInstance overview(@QueryParam("q") @DefaultValue("") String query) {
        Caller caller = current.get();
        return Templates.overview(
                summaries.all(caller),
                Tier.values(),
                query,
                query.isBlank() ? List.of() : indicators.find(caller, query));
    }

    @GET
    @Path("/withdrawals")
    public TemplateInstance withdrawals(
            @QueryParam("collection") @Nullable String collection,
            @QueryParam("late") @Nullable String late,
            @QueryParam("cursor") @Nullable String cursor) {
        Caller caller = current.get();
        List<CollectionRef> collections = members.collections(caller);
        CollectionRef chosen = collection != null
                ? members.readable(caller, collection)
                : collections.isEmpty() ? null : collections.get(0);
        boolean lateOnly = late != null;
        return Templates.withdrawals(
                collections,
                chosen,
                lateOnly,
                chosen == null
                        ? null
                        : receipts.list(caller, chosen, lateOnly ? Receipt.State.LATE : null, null, cursor, ROWS));
    }

    @GET
    @Path("/indicators/{id}")
    public TemplateInstance indicator(@PathParam("id") UUID id) {
        return page(id, "", Faults.none());
    }

    @POST
    @Path("/indicators/{id}/withdraw")
    public Response withdraw(
            @PathParam("id") UUID id,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("comment") @DefaultValue("") String comment) {
        Faults faults = Faults.none();
        WithdrawReason chosen = WithdrawReason.parse(reason).orElse(null);
        if (chosen == null) {
            faults.add("reason", "choose one");
        }
        String wrong = comment.isBlank() ? null : PlainText.linesFault(comment, Verdict.MAX_REASON);
        if (wrong != null) {
            faults.add("comment", wrong);
        }
        if (chosen == null || faults.any()) {
            return Response.status(422).entity(page(id, comment, faults)).build();
        }
        decisions.withdrawIndicator(current.get(), id, chosen, comment.isBlank() ? null : comment);
        return Response.seeOther(URI.create(PATH + "/indicators/" + id)).build();
    }

    private TemplateInstance page(UUID id, String comment, Faults faults) {
        Caller caller = current.get();
        Indicators.Found found = indicators.get(caller, id);
        return Templates.indicator(
                found,
                feed.published(caller, found.collection().id(), FeedSource.INDICATOR, Set.of(id))
                        .get(id),
                indicators.reports(caller, found),
                feedback.opinions(caller, found.collection(), id),
                WithdrawReason.values(),
                comment,
                faults);
    }
}
