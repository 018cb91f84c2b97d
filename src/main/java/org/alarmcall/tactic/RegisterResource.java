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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What published tactics say together. */
@Path("/api/v1/collections/{collection}")
@RequiresScope(Scope.FEED_READ)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tactics")
class RegisterResource {

    private final CodeWords codeWords;
    private final Tactics tactics;
    private final CurrentCaller current;

    RegisterResource(CodeWords codeWords, Tactics tactics, CurrentCaller current) {
        this.codeWords = codeWords;
        this.tactics = tactics;
        this.current = current;
    }

    @GET
    @Path("/code-words")
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

    @GET
    @Path("/tactics/trends")
    @Operation(
            summary = "Reports of published tactics per week",
            description =
                    "By the week in which they were sent. Reports that were merged into a published one count, too.")
    @APIResponse(responseCode = "200", description = "The counts.")
    public Trends trends(
            @PathParam("collection") String collection,
            @Parameter(required = true, schema = @Schema(enumeration = {"taxon", "term", "language", "technique"}))
                    @QueryParam("by")
                    @DefaultValue("taxon")
                    String by,
            @Parameter(description = "ISO weeks up to and with the present one.")
                    @QueryParam("weeks")
                    @DefaultValue("12")
                    @Min(1)
                    @Max(Tactics.MAX_WEEKS)
                    int weeks) {
        return tactics.trends(current.get(), collection, TrendBy.parsed(by), weeks);
    }
}
