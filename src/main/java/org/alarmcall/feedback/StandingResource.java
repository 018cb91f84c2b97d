package org.alarmcall.feedback;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of what a member reports. */
@Path("/api/v1/collections/{collection}/standing")
@RequiresScope(Scope.SUBMISSIONS_WRITE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Feedback")
class StandingResource {

    private final Precisions precisions;
    private final CurrentCaller current;

    StandingResource(Precisions precisions, CurrentCaller current) {
        this.precisions = precisions;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "How your member's reports stand",
            description = "Your own only: who said what is told to nobody but staff. Needs access to read the feed,"
                    + " since tiers and opinions are what others make of it.")
    @APIResponse(responseCode = "200", description = "Your member's numbers.")
    public Standing standing(@PathParam("collection") String collection) {
        return precisions.standing(current.get(), collection);
    }
}
