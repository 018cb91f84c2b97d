package org.alarmcall.member;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The keys that sign tokens. */
@Path("/api/v1/signing-keys")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.ADMIN)
class SigningKeysResource {

    private final SigningKeys keys;
    private final CurrentCaller current;

    SigningKeysResource(SigningKeys keys, CurrentCaller current) {
        this.keys = keys;
        this.current = current;
    }

    @GET
    @Operation(summary = "The keys that sign or verify tokens, newest first")
    @APIResponse(responseCode = "200", description = "All of them; there are few")
    public Page<SigningKeys.SigningKeyView> list() {
        return new Page<>(keys.list(current.get()), null);
    }

    @POST
    @Path("/rotate")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Makes a new signing key",
            description = "It is published at once and signs after a delay, 60 seconds by default; the one before "
                    + "verifies until the last token that it signed has expired. No token ends by it.")
    @APIResponse(responseCode = "200", description = "The new key")
    public SigningKeys.SigningKeyView rotate() {
        return keys.rotate(current.get());
    }
}
