package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was withdrawn, and who is past it. */
@Path("/api/v1/collections/{collection}/withdrawals")
@Tag(name = "Feed")
@Singleton
class WithdrawalsResource {

    private final CurrentCaller current;
    private final Members members;
    private final Receipts receipts;

    WithdrawalsResource(CurrentCaller current, Members members, Receipts receipts) {
        this.current = current;
        this.members = members;
        this.receipts = receipts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope({Scope.FEED_READ, Scope.REVIEW})
    @Operation(
            summary = "Withdrawals and their receipts, newest first",
            description =
                    "For each withdrawal which members held what was withdrawn, and since when they are past it: `held`"
                            + " until every client of the member that was given it has sent the withdrawal's position or more as"
                            + " `after`, then `passed`; `late` when it is held for longer than the coalition's limit (24 hours by"
                            + " default). A member sees its own receipts, staff (scope `review`) those of all members. It counts by"
                            + " position, whatever a client's filter leaves out, and is about a second behind. `timeToPurge` is over the"
                            + " newest withdrawals of the last days (30 by default): 10,000 for a member, 1,000 for staff.")
    @APIResponse(responseCode = "200", description = "A page of withdrawals")
    public WithdrawalViews.WithdrawalsView list(
            @PathParam("collection") String slug,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(
                            description = "Only withdrawals with a receipt in this state; for staff of any member.",
                            schema = @Schema(enumeration = {"held", "passed", "late"}))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(
                            description = "Not before this time; as far back as receipts are kept when absent.",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @QueryParam("since")
                    @Nullable
                    String since) {
        Caller caller = current.get();
        return receipts.list(
                caller, members.readable(caller, slug), state(state), time(since), cursor, Page.limit(limit));
    }

    private static Receipt.@Nullable State state(@Nullable String text) {
        return text == null || text.isEmpty()
                ? null
                : Receipt.State.parse(text)
                        .orElseThrow(() ->
                                Problem.INVALID.because("The query parameter state must be held, passed or late."));
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.INVALID.because(
                    "The query parameter since must be a time like 2026-11-23T20:00:00Z, with its offset.");
        }
    }
}
