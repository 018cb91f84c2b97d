package org.alarmcall.member;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who the token says that the caller is. */
@Path("/api/v1/me")
@Tag(name = "Tokens")
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    private final Members members;
    private final CurrentCaller current;

    MeResource(Members members, CurrentCaller current) {
        this.members = members;
        this.current = current;
    }

    @GET
    @RequiresScope({
        Scope.SUBMISSIONS_WRITE,
        Scope.TACTICS_WRITE,
        Scope.FEED_READ,
        Scope.LOOKUP_READ,
        Scope.FEEDBACK_WRITE,
        Scope.IMPACT_WRITE,
        Scope.IMPACT_READ,
        Scope.REVIEW,
        Scope.ADMIN
    })
    @Operation(summary = "Who the token is for, and what it may be used for", description = "Any scope will do.")
    @APIResponse(responseCode = "200", description = "The caller")
    public MeView me() {
        Session session = current.session();
        Caller caller = session.caller();
        return new MeView(
                caller.memberSlug(),
                caller.clientId(),
                caller.scopes().stream().map(Scope::wire).sorted().toList(),
                members.collections(caller).stream().map(CollectionRef::slug).toList(),
                session.expiresAt());
    }

    /**
     * The caller as sent.
     *
     * @param collections that it may read or write
     * @param tokenExpiresAt when the token ends
     */
    record MeView(
            String member, String clientId, List<String> scopes, List<String> collections, Instant tokenExpiresAt) {}
}
