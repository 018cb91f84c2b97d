package org.alarmcall.member;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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

/** Collections and who may use them. */
@Path("/api/v1/collections")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.ADMIN)
class CollectionsResource {

    private final Administration administration;
    private final CurrentCaller current;

    CollectionsResource(Administration administration, CurrentCaller current) {
        this.administration = administration;
        this.current = current;
    }

    @POST
    @Operation(summary = "Makes a collection: one dedupe space, one feed, one member list")
    @APIResponse(
            responseCode = "201",
            description = "The collection",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = CollectionView.class)))
    @APIResponse(responseCode = "409", description = "There is a collection of this name")
    public RestResponse<CollectionView> create(@NotNull @Valid NewCollection wanted) {
        CollectionView collection = administration.createCollection(current.get(), wanted);
        return Created.at(collection, "/api/v1/collections/" + collection.slug());
    }

    @GET
    @Path("/{collection}/members")
    @Operation(summary = "Who may use a collection, by member")
    @APIResponse(responseCode = "200", description = "A page of members with their access")
    @APIResponse(responseCode = "404", description = "There is no such collection")
    public Page<AccessView> members(
            @PathParam("collection") String collection,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return administration.accesses(current.get(), collection, cursor, limit);
    }

    @PUT
    @Path("/{collection}/members/{slug}")
    @Operation(summary = "Lets a member read, write or both")
    @APIResponse(
            responseCode = "200",
            description = "What the member may do now; it could do something before",
            content = @Content(schema = @Schema(implementation = AccessView.class)))
    @APIResponse(
            responseCode = "201",
            description = "What the member may do now",
            content = @Content(schema = @Schema(implementation = AccessView.class)))
    @APIResponse(responseCode = "404", description = "There is no such collection or member")
    public RestResponse<AccessView> grant(
            @PathParam("collection") String collection,
            @PathParam("slug") String slug,
            @NotNull @Valid AccessWanted wanted) {
        Administration.Granted granted = administration.grant(current.get(), collection, slug, wanted.access());
        return granted.created()
                ? Created.at(granted.access(), "/api/v1/collections/" + collection + "/members/" + slug)
                : RestResponse.ok(granted.access());
    }

    @DELETE
    @Path("/{collection}/members/{slug}")
    @Operation(summary = "Ends a member's access")
    @APIResponse(responseCode = "204", description = "It has none")
    @APIResponse(responseCode = "404", description = "There is no such collection or member, or it had no access")
    public void withdraw(@PathParam("collection") String collection, @PathParam("slug") String slug) {
        administration.withdrawGrant(current.get(), collection, slug);
    }

    /** @param access {@code read}, {@code write} or {@code read-write} */
    record AccessWanted(@NotNull String access) {}
}
