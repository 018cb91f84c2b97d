package org.alarmcall.audit;

import static org.alarmcall.platform.PlainText.given;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what. */
@Path("/api/v1/audit")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {

    private static final String PLAIN = "\\P{Cc}{0,200}";

    private final AuditLog audit;
    private final CurrentCaller current;

    AuditResource(AuditLog audit, CurrentCaller current) {
        this.audit = audit;
        this.current = current;
    }

    @GET
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "What was done, newest first")
    @APIResponse(responseCode = "200", description = "A page of entries")
    public Page<AuditEntryView> list(
            @QueryParam("subject") @Pattern(regexp = PLAIN) @Nullable String subject,
            @QueryParam("action") @Pattern(regexp = PLAIN) @Nullable String action,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return audit.list(
                current.get(), new AuditFilter(null, given(action), given(subject), null, null), cursor, limit);
    }
}
