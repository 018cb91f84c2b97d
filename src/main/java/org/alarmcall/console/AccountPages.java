package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.staff.OpenSession;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSessions;

/** A person's own account: where it is signed in, the password, recovery codes. */
@Path(AccountPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class AccountPages {

    static final String PATH = ConsoleRoutes.ROOT + "/account";

    private final StaffAccounts accounts;
    private final SignIn signIn;
    private final StaffSessions sessions;
    private final ConsoleSession console;
    private final CurrentCaller current;

    AccountPages(
            StaffAccounts accounts,
            SignIn signIn,
            StaffSessions sessions,
            ConsoleSession console,
            CurrentCaller current) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.sessions = sessions;
        this.console = console;
        this.current = current;
    }

    /** What came of a change of the password. */
    enum PasswordChange {
        NONE,
        DONE,
        WRONG
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance account(
                StaffSession session,
                List<OpenSession> sessions,
                int codesLeft,
                boolean changed,
                boolean wrong,
                String passkey);
    }

    @GET
    public TemplateInstance account() {
        return page(PasswordChange.NONE);
    }

    @POST
    @Path("/password")
    public Response changePassword(
            @FormParam("current") @DefaultValue("") String given,
            @FormParam("password") @DefaultValue("") String wanted,
            HttpServerRequest request) {
        boolean changed =
                accounts.changePassword(current.get(), console.get(), given, wanted, SignInPages.from(request));
        return Response.status(changed ? 200 : 422)
                .entity(page(changed ? PasswordChange.DONE : PasswordChange.WRONG))
                .build();
    }

    @POST
    @Path("/passkeys")
    public Response addPasskey(@FormParam("credential") @DefaultValue("") String credential) {
        if (!signIn.addPasskey(current.get(), console.get(), credential)) {
            throw Problem.INVALID.because("The passkey could not be added. Try again.");
        }
        return Response.seeOther(URI.create(PATH)).build();
    }

    @POST
    @Path("/recovery-codes")
    public TemplateInstance newRecoveryCodes() {
        return InvitationPages.Templates.recoveryCodes(accounts.newRecoveryCodes(current.get(), console.get()));
    }

    @POST
    @Path("/sessions/{id}/end")
    public Response endSession(@PathParam("id") UUID id) {
        sessions.end(current.get(), console.account().id(), id);
        return Response.seeOther(URI.create(PATH)).build();
    }

    @POST
    @Path("/sessions/end-others")
    public Response endOthers() {
        sessions.endAll(current.get(), console.account().id(), console.get().id());
        return Response.seeOther(URI.create(PATH)).build();
    }

    private TemplateInstance page(PasswordChange change) {
        StaffSession session = console.get();
        return Templates.account(
                session,
                sessions.open(current.get(), session.account().id()),
                accounts.recoveryCodesLeft(current.get(), session),
                change == PasswordChange.DONE,
                change == PasswordChange.WRONG,
                signIn.passkeyToMake(current.get(), session));
    }
}
