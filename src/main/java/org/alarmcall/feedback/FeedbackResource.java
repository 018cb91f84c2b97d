package org.alarmcall.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What members say of what is in the feed. */
@Path("/api/v1/collections/{collection}")
@RequiresScope(Scope.FEEDBACK_WRITE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Feedback")
class FeedbackResource {

    static final int MAX_ITEMS = 1_000;

    private final Feedback feedback;
    private final CurrentCaller current;

    FeedbackResource(Feedback feedback, CurrentCaller current) {
        this.feedback = feedback;
        this.current = current;
    }

    /** How an opinion is sent; read by {@link OpinionReader}, which names each place that is wrong. */
    @Schema(name = "NewOpinion")
    record NewOpinion(
            @Schema(
                    required = true,
                    enumeration = {"confirm", "dispute", "seen", "flood"},
                    description =
                            "confirm: your people looked at what it matched and agree; dispute: it matches what is not "
                                    + "prohibited; seen: it matched, nobody looked; flood: it matches so much that it can't be used.")
            String opinion,

            @Schema(nullable = true, maxLength = OpinionReader.MAX_REASON, description = "For staff. No personal data.")
            @Nullable
            String reason,

            @Schema(nullable = true) @Nullable Actions actions) {}

    @Schema(name = "NewOpinionItem")
    record NewOpinionItem(
            @Schema(required = true) UUID indicatorId,

            @Schema(
                    required = true,
                    enumeration = {"confirm", "dispute", "seen", "flood"})
            String opinion,

            @Schema(nullable = true, maxLength = OpinionReader.MAX_REASON) @Nullable
            String reason,

            @Schema(nullable = true) @Nullable Actions actions) {}

    @Schema(name = "FeedbackRequest")
    record Items(
            @Schema(implementation = NewOpinionItem[].class) @NotNull @Size(min = 1, max = MAX_ITEMS)
            List<@NotNull JsonNode> items) {}

    @PUT
    @Path("/indicators/{id}/feedback")
    @Operation(
            summary = "Say what you think of an indicator",
            description =
                    "One opinion a member, whichever of its clients sends it; the newest stands. Of what is or was in a feed that "
                            + "you may read. Where 2 members (configurable) dispute it or report a flood, it leaves the feed with "
                            + "the reason `quarantined` until staff have looked; members on probation do not count.")
    @APIResponse(responseCode = "200", description = "Your member's opinion as it stands.")
    public OpinionView give(
            @PathParam("collection") String collection,
            @PathParam("id") UUID id,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewOpinion.class)))
                    @NotNull
                    JsonNode body) {
        return feedback.give(current.get(), collection, id, body);
    }

    @GET
    @Path("/indicators/{id}/feedback")
    @Operation(summary = "What your member says of an indicator")
    @APIResponse(responseCode = "200", description = "Your member's opinion.")
    public OpinionView own(@PathParam("collection") String collection, @PathParam("id") UUID id) {
        return feedback.own(current.get(), collection, id);
    }

    @POST
    @Path("/feedback")
    @Operation(
            summary = "Say what you think of up to 1,000 indicators",
            description =
                    "In one transaction. What is wrong with one item is told in its place, and the others are stored. Of two "
                            + "items on one indicator the later stands.")
    @APIResponse(responseCode = "200", description = "What became of each.")
    public FeedbackAnswer giveAll(@PathParam("collection") String collection, @Valid @NotNull Items body) {
        return feedback.giveAll(current.get(), collection, body.items());
    }
}
