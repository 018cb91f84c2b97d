package org.alarmcall.review;

import static org.alarmcall.platform.PlainText.given;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.alarmcall.tactic.ReviewTactic;
import org.alarmcall.tactic.TacticEdits;
import org.alarmcall.tactic.TacticFilter;
import org.alarmcall.tactic.TacticOrder;
import org.alarmcall.tactic.TacticReader;
import org.alarmcall.tactic.TacticReview;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What staff decide of reported tactics. */
@Path("/api/v1/review/tactics")
@RequiresScope(Scope.REVIEW)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class TacticReviewResource {

    private final TacticReview review;
    private final TacticReader reader;
    private final CurrentCaller current;

    TacticReviewResource(TacticReview review, TacticReader reader, CurrentCaller current) {
        this.review = review;
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "Reported tactics in one state",
            description =
                    "Those first that their member changed longest ago; pending ones when no state is named. Each with its likely twins among what is"
                            + " approved and the newest that wait.")
    @APIResponse(responseCode = "200", description = "A page of reports.")
    public Page<ReviewTactic> page(
            @Parameter(description = "Slug; all collections without it.") @QueryParam("collection") @Nullable
                    String collection,
            @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "pending",
                                                "approved",
                                                "rejected",
                                                "returned",
                                                "withdrawn",
                                                "merged"
                                            }))
                    @QueryParam("state")
                    @DefaultValue("pending")
                    String state,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + TacticReview.DEFAULT_PAGE) @Min(1) @Max(TacticReview.MAX_PAGE)
                    int limit) {
        return review.page(
                current.get(), given(collection), state, TacticFilter.NONE, TacticOrder.OLDEST_FIRST, cursor, limit);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A report in any state, with its likely twins")
    @APIResponse(responseCode = "200", description = "The report.")
    public ReviewTactic get(@PathParam("id") UUID id) {
        return review.get(current.get(), id);
    }

    @Schema(name = "TacticDecision")
    record TacticDecision(
            @Schema(enumeration = {"approve", "reject", "return"}) @NotNull
            String decision,

            @Schema(description = "Read by the member; needed to return a report.")
            @Size(max = Verdict.MAX_REASON)
            @Nullable
            String reason,

            @Schema(
                    implementation = TacticEdits.class,
                    description = "Replace the report's fields when it is approved; what is missing stays.")
            @Nullable
            JsonNode edits,

            @Schema(description = "Of the report that was looked at: 409 when it has changed since.") @Nullable
            Integer revision) {}

    @POST
    @Path("/{id}/decision")
    @Operation(
            summary = "Decide a report",
            description =
                    "approve publishes it within a second; return sends it back to the member, who may send it again. Of a report that"
                            + " was published and then changed, approve replaces what is published, reject removes it, return leaves"
                            + " it. The same decision again by the same client answers the same.")
    @APIResponse(responseCode = "200", description = "The report, decided.")
    @APIResponse(responseCode = "409", description = "Somebody else has decided it, or it has changed.")
    public ReviewTactic decide(@PathParam("id") UUID id, @Valid @NotNull TacticDecision body) {
        return review.decide(
                current.get(),
                id,
                Requests.verdict(body.decision()),
                Requests.text(body.reason(), "/reason"),
                reader.edits(body.edits(), "/edits"),
                body.revision());
    }

    @Schema(name = "TacticMerge")
    record TacticMerge(
            @Schema(description = "The report of the same tactic that stays.") @NotNull
            UUID into,

            @Schema(description = "Of the report that was looked at: 409 when it has changed since.") @Nullable
            Integer revision) {}

    @POST
    @Path("/{id}/merge")
    @Operation(
            summary = "Merge a report into another of the same tactic",
            description =
                    "Code words, techniques and listings are joined; the words of the other one stand. One that is"
                            + " published leaves the feed with the reason merged, and can only go into one that is published.")
    @APIResponse(responseCode = "200", description = "The report, merged.")
    @APIResponse(responseCode = "409", description = "One of the two is neither pending nor approved, or has changed.")
    public ReviewTactic merge(@PathParam("id") UUID id, @Valid @NotNull TacticMerge body) {
        return review.merge(current.get(), id, body.into(), body.revision(), null);
    }

    @Schema(name = "TacticWithdrawal")
    record TacticWithdrawal(
            @Schema(
                    enumeration = {"false_positive", "quality", "legal", "expired", "other"},
                    description = "Readers of the feed get it.")
            @NotNull
            String reason,

            @Schema(description = "Read by the member.") @Size(max = Verdict.MAX_REASON) @Nullable
            String comment) {}

    @POST
    @Path("/{id}/withdraw")
    @Operation(
            summary = "Take a tactic out of the feed",
            description = "At once. It comes back when its member sends it again and it is approved.")
    @APIResponse(responseCode = "200", description = "The report, withdrawn.")
    @APIResponse(responseCode = "409", description = "It is merged: withdraw the one that it is merged into.")
    public ReviewTactic withdraw(@PathParam("id") UUID id, @Valid @NotNull TacticWithdrawal body) {
        return review.withdraw(
                current.get(),
                id,
                Requests.withdrawReason(body.reason()),
                Requests.text(body.comment(), "/comment"),
                null);
    }
}
