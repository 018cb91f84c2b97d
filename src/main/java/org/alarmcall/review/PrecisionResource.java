package org.alarmcall.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.feedback.Precisions;
import org.alarmcall.feedback.ReporterPrecision;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whose reports hold. */
@Path("/api/v1/review/precision")
@RequiresScope(Scope.REVIEW)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class PrecisionResource {

    private final Precisions precisions;
    private final CurrentCaller current;

    PrecisionResource(Precisions precisions, CurrentCaller current) {
        this.precisions = precisions;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "What members say of what each member reports",
            description =
                    "Every member that ever sent a listing to the collection, by slug, on one page. Counted anew every hour (configurable).")
    @APIResponse(responseCode = "200", description = "The members.")
    public Page<ReporterPrecision> reporters(
            @Parameter(required = true, description = "Slug.") @QueryParam("collection") @NotBlank String collection) {
        return new Page<>(precisions.reporters(current.get(), collection), null);
    }
}
