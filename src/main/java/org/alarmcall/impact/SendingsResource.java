package org.alarmcall.impact;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whom staff may remind. */
@Path("/api/v1/review/impact/{month}")
@Tag(name = "Review")
@Produces(MediaType.APPLICATION_JSON)
class SendingsResource {

    private final Impact impact;
    private final Members members;
    private final CurrentCaller current;

    SendingsResource(Impact impact, Members members, CurrentCaller current) {
        this.impact = impact;
        this.members = members;
        this.current = current;
    }

    /**
     * Who has sent a month.
     *
     * @param items all of them
     */
    record Senders(String definitions, String month, List<Sender> items) {}

    /** A member that has sent the month. */
    record Sender(String member, Instant sentAt) {}

    @GET
    @RequiresScope(Scope.REVIEW)
    @Operation(
            summary = "Which members have sent their numbers of a month",
            description = "That they have, and when last; the numbers themselves are shown to nobody but the member.")
    @APIResponse(responseCode = "200", description = "The members that have sent it")
    public Senders sendings(
            @Parameter(description = "`yyyy-MM`, from 2015-01 to the present month (UTC).") @PathParam("month")
                    String month) {
        Caller caller = current.get();
        List<Sender> senders = impact.sendings(caller, month).stream()
                .map(sending ->
                        new Sender(members.member(caller, sending.memberId()).slug(), sending.sentAt()))
                .toList();
        return new Senders(Definitions.VERSION, month, senders);
    }
}
