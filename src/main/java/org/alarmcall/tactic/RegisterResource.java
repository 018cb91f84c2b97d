package org.alarmcall.tactic;

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
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The register of code words. */
@Path("/api/v1/collections/{collection}/code-words")
@RequiresScope(Scope.FEED_READ)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tactics")
class RegisterResource {

    private final CodeWords codeWords;
    private final CurrentCaller current;

    RegisterResource(CodeWords codeWords, CurrentCaller current) {
        this.codeWords = codeWords;
        this.current = current;
    }

    @GET
    @Operation(
            summary = "The register of code words",
            description = "Of published tactics, by term; what has sunset is left out unless `active` is false.")
    @APIResponse(responseCode = "200", description = "A page of the register.")
    public Page<CodeWordView> codeWords(
            @PathParam("collection") String collection,
            @Parameter(description = "BCP 47: this one and its regional forms.") @QueryParam("language") @Nullable
                    String language,
            @Parameter(description = "Part of the term.") @QueryParam("q") @Nullable String q,
            @QueryParam("active") @DefaultValue("true") boolean active,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return codeWords.page(current.get(), collection, given(language), given(q), active, cursor, limit);
    }
}
