package org.alarmcall.tactic;

import static org.alarmcall.platform.PlainText.given;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Reports of tactics: a member's own, and what is published. */
@Path("/api/v1/collections/{collection}/tactics")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tactics")
class TacticResource {

    private final Tactics tactics;
    private final TacticListings listings;
    private final TacticReader reader;
    private final CurrentCaller current;

    TacticResource(Tactics tactics, TacticListings listings, TacticReader reader, CurrentCaller current) {
        this.tactics = tactics;
        this.listings = listings;
        this.reader = reader;
        this.current = current;
    }

    @POST
    @ResponseStatus(201)
    @RequiresScope(Scope.TACTICS_WRITE)
    @Operation(
            summary = "Report how sellers evade detection",
            description =
                    "It waits for staff and is your member's alone until they publish it. The answer names likely twins, so that "
                            + "you can withdraw a report that says what is known.")
    @RequestBody(content = @Content(schema = @Schema(implementation = TacticDocs.TacticBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The report, which waits, and its likely twins.",
            content = @Content(schema = @Schema(implementation = ReportedTactic.class)))
    @APIResponse(responseCode = "409", description = "Too many reports of your member wait.")
    public ReportedTactic report(@PathParam("collection") String collection, @NotNull JsonNode body) {
        return tactics.report(current.get(), collection, reader.draft(body));
    }

    @PUT
    @Path("/{id}")
    @RequiresScope(Scope.TACTICS_WRITE)
    @Operation(
            summary = "Replace a report of your member",
            description = "It waits for staff again; what is published of it stays until they have decided: an approval"
                    + " replaces it, a rejection removes it. The same content again changes nothing.")
    @RequestBody(content = @Content(schema = @Schema(implementation = TacticDocs.TacticBody.class)))
    @APIResponse(responseCode = "200", description = "The report and its likely twins.")
    @APIResponse(
            responseCode = "409",
            description = "It is merged and not withdrawn, or too many reports of your member wait.")
    public ReportedTactic replace(
            @PathParam("collection") String collection, @PathParam("id") UUID id, @NotNull JsonNode body) {
        return tactics.replace(current.get(), collection, id, reader.draft(body));
    }

    @DELETE
    @Path("/{id}")
    @RequiresScope(Scope.TACTICS_WRITE)
    @Operation(
            summary = "Take a report of your member back",
            description =
                    "It leaves the feed, unless other members have reported the same and staff have merged the reports:"
                            + " then it leaves when all of them have taken theirs back. A report that is merged can be taken back, too."
                            + " One that is withdrawn already stays so.")
    @APIResponse(responseCode = "204", description = "It is withdrawn.")
    public void withdraw(@PathParam("collection") String collection, @PathParam("id") UUID id) {
        tactics.withdraw(current.get(), collection, id);
    }

    @GET
    @Path("/{id}")
    @RequiresScope({Scope.FEED_READ, Scope.TACTICS_WRITE})
    @Operation(
            summary = "A tactic",
            description =
                    "A report of your member in any state; of others what is published, with the scope feed:read.")
    @APIResponse(responseCode = "200", description = "The tactic.")
    public TacticView get(@PathParam("collection") String collection, @PathParam("id") UUID id) {
        return tactics.get(current.get(), collection, id);
    }

    @GET
    @Path("/{id}/listings")
    @RequiresScope({Scope.FEED_READ, Scope.TACTICS_WRITE, Scope.REVIEW})
    @Operation(
            summary = "Listings that may show a tactic",
            description =
                    "Your member's own live listings (pending or approved) of the tactic's taxon, or one below it by name, and of its"
                            + " term, if it has one; and those that your member named with it. Those first that were sent last. A"
                            + " page looks at 5,000 listings: it may have fewer than the limit, or none, though `next` is given. What"
                            + " others have sent shows in no answer. Staff with the scope review get every member's, also of reports that are not"
                            + " published.")
    @APIResponse(responseCode = "200", description = "A page of listings.")
    public Page<TacticListing> listings(
            @PathParam("collection") String collection,
            @PathParam("id") UUID id,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return listings.page(current.get(), collection, id, cursor, limit);
    }

    /** What a list may be asked for. */
    static final class Asked {

        @Parameter(
                description =
                        "Words to search in titles, code words and narratives, as in a search engine: \"a phrase\", or,"
                                + " -without. By their stems, where PostgreSQL knows the language.")
        @QueryParam("q")
        @Nullable
        String q;

        @Parameter(description = "BCP 47: the language of q. Without it each tactic is searched in its own.")
        @QueryParam("queryLanguage")
        @Nullable
        String queryLanguage;

        @Parameter(description = "Scientific name; a genus finds its species.")
        @QueryParam("taxon")
        @Nullable
        String taxon;

        @Parameter(description = "CITES trade term.")
        @QueryParam("term")
        @Nullable
        String term;

        @Parameter(description = "BCP 47, of the labels: this one and its regional forms.")
        @QueryParam("language")
        @Nullable
        String language;

        @Parameter(description = "Code of the vocabulary.")
        @QueryParam("technique")
        @Nullable
        String technique;

        TacticFilter filter() {
            return new TacticFilter(
                    given(q), given(queryLanguage), given(taxon), given(term), given(language), given(technique));
        }
    }

    @GET
    @RequiresScope({Scope.FEED_READ, Scope.TACTICS_WRITE})
    @Operation(
            summary = "Tactics",
            description =
                    "What is published, newest first. With `mine` or `state`, your member's own reports: a client with"
                            + " tactics:write alone, or of a member that may not read here, always gets those.")
    @APIResponse(responseCode = "200", description = "A page of tactics.")
    public Page<TacticView> list(
            @PathParam("collection") String collection,
            @BeanParam Asked asked,
            @Parameter(description = "true for your member's own reports.") @QueryParam("mine") @DefaultValue("false")
                    boolean mine,
            @Parameter(
                            description = "Of your member's own reports.",
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
                    @Nullable
                    String state,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return tactics.list(current.get(), collection, mine, given(state), asked.filter(), cursor, limit);
    }

    @GET
    @Path("/trends")
    @RequiresScope(Scope.FEED_READ)
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
