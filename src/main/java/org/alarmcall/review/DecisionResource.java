package org.alarmcall.review;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.ListingsDecision;
import org.alarmcall.indicator.ReviewListing;
import org.alarmcall.indicator.SubmissionDecision;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.indicator.WithdrawnIndicator;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Vocabulary;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What staff decide. */
@Path("/api/v1/review")
@RequiresScope(Scope.REVIEW)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class DecisionResource {

    private final Decisions decisions;
    private final CurrentCaller current;
    private final LabelsReader labelsReader;

    DecisionResource(Decisions decisions, CurrentCaller current, Vocabulary vocabulary) {
        this.decisions = decisions;
        this.current = current;
        this.labelsReader = new LabelsReader(vocabulary);
    }

    @Schema(name = "ListingDecision")
    record ListingDecision(
            @Schema(enumeration = {"approve", "reject", "return"}) @NotNull
            String decision,

            @Schema(description = "Read by the member; needed to return a listing.")
            @Size(max = Verdict.MAX_REASON)
            @Nullable
            String reason,

            @Schema(implementation = Labels.class, description = "Replace the listing's when it is approved.") @Nullable
            JsonNode labels,

            @Schema(
                    description =
                            "Of the listing that was looked at: 409 when it has changed since, be it that the member has "
                                    + "replaced it or that a first approval of two has corrected its labels.")
            @Nullable
            Integer revision) {}

    @POST
    @Path("/listings/{id}/decision")
    @Operation(
            summary = "Decide a listing",
            description =
                    "approve publishes its indicators as reviewed; return sends it back to the member, who may send it "
                            + "again. The same decision again by the same client, with the same revision, answers the same. What is decided is published "
                            + "within a second.")
    @APIResponse(responseCode = "200", description = "The listing, decided.")
    @APIResponse(responseCode = "409", description = "Somebody else has decided it, or it has changed.")
    public ReviewListing decide(@PathParam("id") UUID id, @Valid @NotNull ListingDecision body) {
        return decisions.decide(
                current.get(),
                id,
                Requests.verdict(body.decision()),
                Requests.text(body.reason(), "/reason"),
                labels(body),
                body.revision());
    }

    @Schema(name = "SeenListing")
    record SeenListing(
            @NotNull UUID listingId,

            @Schema(description = "As it was looked at.") @NotNull
            Integer revision) {}

    @Schema(name = "ListingsDecisionRequest")
    record TogetherDecision(
            @Schema(enumeration = {"approve", "reject", "return"}) @NotNull
            String decision,

            @Schema(description = "Read by the member; needed to return listings.")
            @Size(max = Verdict.MAX_REASON)
            @Nullable
            String reason,

            @NotNull @Size(min = 1, max = 1000) List<@Valid @NotNull SeenListing> listings) {}

    @POST
    @Path("/decisions")
    @Operation(
            summary = "Decide several listings at once",
            description =
                    "For those that are near to each other, see `near` in the queue: one decision covers the family. Each that "
                            + "is still pending and as it was looked at is decided; the others are left, and named.")
    @APIResponse(responseCode = "200", description = "What became of each.")
    public ListingsDecision decideTogether(@Valid @NotNull TogetherDecision body) {
        Set<UUID> distinct = new HashSet<>();
        List<Decisions.Seen> seen = new ArrayList<>();
        for (SeenListing listing : body.listings()) {
            if (!distinct.add(listing.listingId())) {
                throw ProblemException.invalid("/listings/" + seen.size() + "/listingId", "stands here twice");
            }
            seen.add(new Decisions.Seen(listing.listingId(), listing.revision()));
        }
        return decisions.decideTogether(
                current.get(), seen, Requests.verdict(body.decision()), Requests.text(body.reason(), "/reason"));
    }

    @Schema(name = "SubmissionDecisionRequest")
    record WholeDecision(
            @Schema(enumeration = {"approve", "reject", "return"}) @NotNull
            String decision,

            @Schema(description = "Read by the member; needed to return listings.")
            @Size(max = Verdict.MAX_REASON)
            @Nullable
            String reason,

            @Schema(description = "Listings to leave as they are.") @Size(max = 1000) @Nullable
            List<UUID> except) {}

    @POST
    @Path("/submissions/{id}/decision")
    @Operation(
            summary = "Decide all listings of a submission that are still pending",
            description = "In one step; those named in except stay pending.")
    @APIResponse(responseCode = "200", description = "How many were decided.")
    public SubmissionDecision decideSubmission(@PathParam("id") UUID id, @Valid @NotNull WholeDecision body) {
        List<UUID> except = body.except();
        return decisions.decideSubmission(
                current.get(),
                id,
                Requests.verdict(body.decision()),
                Requests.text(body.reason(), "/reason"),
                except == null ? Set.of() : Set.copyOf(except));
    }

    @Schema(name = "IndicatorWithdrawal")
    record Withdrawal(
            @Schema(
                    enumeration = {"false_positive", "quality", "legal", "expired", "other"},
                    description = "Readers of the feed get it.")
            @NotNull
            String reason,

            @Schema(description = "For the audit log.") @Size(max = 500) @Nullable
            String comment) {}

    @POST
    @Path("/indicators/{id}/withdraw")
    @Operation(
            summary = "Take an indicator out of the feed",
            description = "At once, whoever reported it. It comes back when a listing with it is approved after this.")
    @APIResponse(responseCode = "200", description = "The indicator, withdrawn.")
    public WithdrawnIndicator withdraw(@PathParam("id") UUID id, @Valid @NotNull Withdrawal body) {
        WithdrawReason reason = Requests.withdrawReason(body.reason());
        return decisions.withdrawIndicator(current.get(), id, reason, Requests.text(body.comment(), "/comment"));
    }

    private @Nullable Labels labels(ListingDecision body) {
        if (body.labels() == null || body.labels().isNull()) {
            return null;
        }
        FieldErrors errors = new FieldErrors(null);
        Labels labels = labelsReader.read(body.labels(), "/labels", errors);
        if (labels == null) {
            throw ProblemException.invalid(errors.list());
        }
        return labels;
    }
}
