package org.alarmcall.review;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.tactic.CodeWordView;
import org.alarmcall.tactic.CodeWords;
import org.alarmcall.tactic.TacticReader;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What staff do with the register of code words. */
@Path("/api/v1/review/code-words")
@RequiresScope(Scope.REVIEW)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class CodeWordReviewResource {

    private final CodeWords codeWords;
    private final TacticReader reader;
    private final CurrentCaller current;

    CodeWordReviewResource(CodeWords codeWords, TacticReader reader, CurrentCaller current) {
        this.codeWords = codeWords;
        this.reader = reader;
        this.current = current;
    }

    @Schema(name = "CodeWordRenewal")
    record Renewal(
            @Schema(description = "A time or a date, in the future and at most 400 days away.") @NotNull
            String sunset) {}

    @POST
    @Path("/{id}/renew")
    @Operation(
            summary = "Renew a code word",
            description =
                    "In all published tactics that have it with this meaning and context. One that has sunset comes back"
                            + " into the feed.")
    @APIResponse(responseCode = "200", description = "The code word with its new sunset.")
    public CodeWordView renew(@PathParam("id") UUID id, @Valid @NotNull Renewal body) {
        return codeWords.renew(current.get(), id, reader.sunset(body.sunset(), "/sunset"), null);
    }
}
