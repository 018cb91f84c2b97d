package org.alarmcall.review;

import static org.alarmcall.platform.PlainText.given;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.alarmcall.indicator.ReviewListing;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What waits for staff. */
@Path("/api/v1/review")
@RequiresScope(Scope.REVIEW)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class QueueResource {

    private final ReviewQueue queue;
    private final CurrentCaller current;

    QueueResource(ReviewQueue queue, CurrentCaller current) {
        this.queue = queue;
        this.current = current;
    }

    @GET
    @Path("/queue")
    @Operation(
            summary = "Pending listings",
            description =
                    "Oldest first, with labels, note, reporter and its trust, indicators, allow-list hits and other "
                            + "members' reports. A listing keeps its place when its member replaces it.")
    @APIResponse(responseCode = "200", description = "A page of the queue.")
    public Page<ReviewListing> page(
            @Parameter(description = "Slug; all collections without it.") @QueryParam("collection") @Nullable
                    String collection,
            @Parameter(schema = @Schema(enumeration = {"new", "changed", "allow_list", "quarantined"}))
                    @QueryParam("reason")
                    @Nullable
                    String reason,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return queue.page(current.get(), given(collection), given(reason), cursor, limit);
    }

    @GET
    @Path("/listings/{id}")
    @Operation(summary = "A listing in any state")
    @APIResponse(responseCode = "200", description = "The listing.")
    public ReviewListing listing(@PathParam("id") UUID id) {
        return queue.listing(current.get(), id);
    }
}
