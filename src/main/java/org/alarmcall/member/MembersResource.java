package org.alarmcall.member;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Members and their clients. */
@Path("/api/v1/members")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.ADMIN)
class MembersResource {

    private final Administration administration;
    private final CurrentCaller current;

    MembersResource(Administration administration, CurrentCaller current) {
        this.administration = administration;
        this.current = current;
    }

    @POST
    @Operation(summary = "Admits a member, on probation")
    @APIResponse(
            responseCode = "201",
            description = "The member",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(responseCode = "409", description = "There is a member of this name")
    public RestResponse<MemberView> create(@NotNull @Valid NewMember wanted) {
        MemberView member = administration.createMember(current.get(), wanted);
        return Created.at(member, "/api/v1/members/" + member.slug());
    }

    @GET
    @Operation(summary = "The members, by slug")
    @APIResponse(responseCode = "200", description = "A page of members")
    public Page<MemberView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return administration.members(current.get(), cursor, limit);
    }

    @GET
    @Path("/{slug}")
    @Operation(summary = "A member")
    @APIResponse(responseCode = "200", description = "The member")
    @APIResponse(responseCode = "404", description = "There is no such member")
    public MemberView get(@PathParam("slug") String slug) {
        return administration.member(current.get(), slug);
    }

    @PATCH
    @Path("/{slug}")
    @Operation(
            summary = "Suspends or activates a member, or changes its trust",
            description = "A suspension bites on every node within 5 seconds, streams included.")
    @APIResponse(responseCode = "200", description = "The member")
    @APIResponse(responseCode = "404", description = "There is no such member")
    @APIResponse(responseCode = "409", description = "The coalition itself can't be suspended")
    public MemberView change(@PathParam("slug") String slug, @NotNull @Valid MemberChange wanted) {
        return administration.change(current.get(), slug, wanted);
    }

    @POST
    @Path("/{slug}/clients")
    @Operation(
            summary = "Makes an API client of a member",
            description = "The secret is shown this once. Only the coalition's clients may hold review and admin.")
    @APIResponse(
            responseCode = "201",
            description = "The client and its secret",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = NewClientView.class)))
    @APIResponse(responseCode = "404", description = "There is no such member")
    public RestResponse<NewClientView> createClient(@PathParam("slug") String slug, @NotNull @Valid NewClient wanted) {
        NewClientView client = administration.createClient(current.get(), slug, wanted);
        return Created.secret(client, "/api/v1/members/" + slug + "/clients/" + client.clientId());
    }

    @GET
    @Path("/{slug}/clients")
    @Operation(summary = "The clients of a member, by id")
    @APIResponse(responseCode = "200", description = "A page of clients, without secrets")
    @APIResponse(responseCode = "404", description = "There is no such member")
    public Page<ClientView> clients(
            @PathParam("slug") String slug,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return administration.clients(current.get(), slug, cursor, limit);
    }

    @POST
    @Path("/{slug}/clients/{clientId}/rotate")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Gives a client a new secret",
            description = "The present one works on for an overlap, 24 hours by default.")
    @APIResponse(
            responseCode = "200",
            description = "The client and its new secret",
            content = @Content(schema = @Schema(implementation = NewClientView.class)))
    @APIResponse(responseCode = "404", description = "The member has no such client")
    public RestResponse<NewClientView> rotate(@PathParam("slug") String slug, @PathParam("clientId") String clientId) {
        NewClientView client = administration.rotateClient(current.get(), slug, clientId);
        return RestResponse.ResponseBuilder.ok(client)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{slug}/clients/{clientId}")
    @Operation(summary = "Removes a client; its tokens end with it")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "The member has no such client")
    public void remove(@PathParam("slug") String slug, @PathParam("clientId") String clientId) {
        administration.removeClient(current.get(), slug, clientId);
    }
}
