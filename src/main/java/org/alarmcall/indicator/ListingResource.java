package org.alarmcall.indicator;

import static org.alarmcall.platform.PlainText.given;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a member has sent. */
@Path("/api/v1/collections/{collection}")
@RequiresScope(Scope.SUBMISSIONS_WRITE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Submitting")
class ListingResource {

    private static final int DAYS_WARNED = 14;
    private static final int MOST_DAYS_WARNED = 366;

    private final Listings listings;
    private final CurrentCaller current;

    ListingResource(Listings listings, CurrentCaller current) {
        this.listings = listings;
        this.current = current;
    }

    @GET
    @Path("/submissions/{id}")
    @Operation(
            summary = "What became of a submission",
            description = "Per listing its review state, in the order of the body. Your member's own only.")
    @APIResponse(responseCode = "200", description = "The submission with a page of its listings.")
    public SubmissionView submission(
            @PathParam("collection") String collection,
            @PathParam("id") UUID id,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return listings.submission(current.get(), collection, id, cursor, limit);
    }

    @GET
    @Path("/listings")
    @Operation(summary = "Your member's listings", description = "By reference.")
    @APIResponse(responseCode = "200", description = "A page of listings.")
    public Page<ListingView> page(
            @PathParam("collection") String collection,
            @Parameter(description = "Exactly this one.") @QueryParam("reference") @Nullable String reference,
            @Parameter(schema = @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn"}))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return listings.page(current.get(), collection, given(reference), given(state), cursor, limit);
    }

    @GET
    @Path("/expiring")
    @Operation(
            summary = "What your member reports and leaves the feed soon",
            description =
                    "Soonest first. What you still see is renewed as each says: by sending a listing again, or by a"
                            + " confirmation. A page may have fewer than `limit`, or none, while `next` says that others follow."
                            + " Needs access to read the feed, since what renews an indicator is in part what others report.")
    @APIResponse(responseCode = "200", description = "A page of indicators.")
    public Page<ExpiringIndicator> expiring(
            @PathParam("collection") String collection,
            @Parameter(description = "Within so many days from now.")
                    @QueryParam("days")
                    @DefaultValue("" + DAYS_WARNED)
                    @Min(1)
                    @Max(MOST_DAYS_WARNED)
                    int days,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return listings.expiring(current.get(), collection, days, cursor, limit);
    }

    @DELETE
    @Path("/listings/{reference: .+}")
    @Operation(
            summary = "Withdraw a listing",
            description =
                    "Takes your member's report back. An indicator that no other member reports leaves the feed with a "
                            + "withdraw entry. A listing that is withdrawn already stays so.")
    @APIResponse(responseCode = "204", description = "It is withdrawn.")
    public void withdraw(@PathParam("collection") String collection, @PathParam("reference") String reference) {
        listings.withdraw(current.get(), collection, reference);
    }
}
