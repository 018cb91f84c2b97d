package org.alarmcall.member;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.member.AccountKeys.AccountKeyView;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The keys under which members hash sellers' accounts. */
@Path("/api/v1/account-keys")
@Produces(MediaType.APPLICATION_JSON)
class AccountKeysResource {

    private final AccountKeys keys;
    private final CurrentCaller current;

    AccountKeysResource(AccountKeys keys, CurrentCaller current) {
        this.keys = keys;
        this.current = current;
    }

    @GET
    @Tag(name = "Submissions")
    @RequiresScope(Scope.SUBMISSIONS_WRITE)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            summary = "The keys for account_hmac, newest first",
            description =
                    "Report with the current one, look up with all: an account that was reported before a rotation"
                            + " stands in the feed under the key of that time.")
    @APIResponse(responseCode = "200", description = "All that are valid; there are few")
    public Page<AccountKeyView> list() {
        return new Page<>(keys.list(current.get()), null);
    }

    @POST
    @Path("/rotate")
    @Tag(name = "Administration")
    @RequiresScope(Scope.ADMIN)
    @Consumes(MediaType.WILDCARD)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            summary = "Makes a new key for account_hmac",
            description = "Current at once; the one before is given out for an overlap, a year by default. Accounts"
                    + " reported under different keys do not meet.")
    @APIResponse(responseCode = "200", description = "The new key")
    public AccountKeyView rotate() {
        return keys.rotate(current.get());
    }
}
