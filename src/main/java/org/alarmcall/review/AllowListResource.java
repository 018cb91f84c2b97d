package org.alarmcall.review;

import static org.alarmcall.platform.PlainText.given;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.alarmcall.fingerprint.Degenerate;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.AllowList;
import org.alarmcall.indicator.AllowListEntry;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Fingerprints that must never be published. */
@Path("/api/v1/review/allow-list")
@RequiresScope(Scope.REVIEW)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Review")
class AllowListResource {

    /** Characters of a refused type that an answer repeats. */
    private static final int MAX_SHOWN = 80;

    private final AllowList allowList;
    private final CurrentCaller current;

    AllowListResource(AllowList allowList, CurrentCaller current) {
        this.allowList = allowList;
        this.current = current;
    }

    @GET
    @Operation(summary = "The allow list", description = "Oldest first.")
    @APIResponse(responseCode = "200", description = "A page of the allow list.")
    public Page<AllowListEntry> list(
            @Parameter(description = "Slug; all collections without it.") @QueryParam("collection") @Nullable
                    String collection,
            @Parameter(description = "next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return allowList.list(current.get(), given(collection), cursor, limit);
    }

    @Schema(name = "AllowListAddition")
    record Addition(
            @NotBlank String collection,
            @Schema(examples = "image_pdq") @NotBlank String type,
            @NotBlank String value,

            @Schema(description = "What it shows and why it is legal.") @NotBlank @Size(max = AllowList.MAX_NOTE)
            String note) {}

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Add a fingerprint to the allow list",
            description = "It leaves the feed at once, and is never published while it is on the list.")
    @APIResponse(
            responseCode = "201",
            description = "The entry.",
            content = @Content(schema = @Schema(implementation = AllowListEntry.class)))
    @APIResponse(responseCode = "404", description = "There is no such collection.")
    @APIResponse(responseCode = "409", description = "It is on the list.")
    public AllowListEntry add(@Valid @NotNull Addition body) {
        String fault = PlainText.linesFault(body.note(), AllowList.MAX_NOTE);
        if (fault != null) {
            throw ProblemException.invalid("/note", fault);
        }
        return allowList.add(current.get(), body.collection(), fingerprint(body), body.note());
    }

    private static Fingerprint fingerprint(Addition body) {
        FingerprintType type = FingerprintType.ofWire(body.type());
        if (type == null) {
            throw ProblemException.invalid("/type", FingerprintType.unknown(PlainText.shown(body.type(), MAX_SHOWN)));
        }
        try {
            return Degenerate.refuse(Fingerprint.parse(type, body.value()));
        } catch (FingerprintException e) {
            throw ProblemException.invalid("/value", e.reason());
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Remove a fingerprint from the allow list",
            description = "What was approved with it comes back into the feed.")
    @APIResponse(responseCode = "204", description = "It is removed.")
    public void remove(@PathParam("id") UUID id) {
        allowList.remove(current.get(), id);
    }
}
