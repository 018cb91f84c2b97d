package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
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
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.OpenSession;
import org.alarmcall.staff.OwnAccount;
import org.alarmcall.staff.SecondFactor;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSessions;

/** A person's own account: how and where it signs in. {@link FactorPages} has the second factors. */
@Path(AccountPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class AccountPages {

    static final String PATH = ConsoleRoutes.ROOT + "/account";

    private final OwnAccount own;
    private final SignIn signIn;
    private final StaffSessions sessions;
    private final ConsoleSession console;
    private final CurrentCaller current;

    AccountPages(OwnAccount own, SignIn signIn, StaffSessions sessions, ConsoleSession console, CurrentCaller current) {
        this.own = own;
        this.signIn = signIn;
        this.sessions = sessions;
        this.console = console;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance account(
                StaffSession session,
                List<OpenSession> sessions,
                List<SecondFactor> factors,
                boolean app,
                int codesLeft,
                boolean changed,
                String passkey);
    }

    @GET
    public TemplateInstance account() {
        return page(false);
    }

    @POST
    @Path("/password")
    public Response changePassword(@FormParam("password") @DefaultValue("") String wanted) {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(PATH);
        }
        signIn.changePassword(current.get(), console.get(), wanted);
        return Response.ok(page(true)).build();
    }

    @POST
    @Path("/recovery-codes")
    public Response newRecoveryCodes() {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(PATH);
        }
        List<String> codes = own.newRecoveryCodes(current.get(), console.get());
        return Response.ok(InvitationPages.Templates.recoveryCodes(codes)).build();
    }

    @POST
    @Path("/sessions/{id}/end")
    public Response endSession(@PathParam("id") UUID id) {
        own.endSession(current.get(), console.get(), id);
        return back();
    }

    @POST
    @Path("/sessions/end-others")
    public Response endOthers() {
        own.endOtherSessions(current.get(), console.get());
        return back();
    }

    static Response back() {
        return Response.seeOther(URI.create(PATH)).build();
    }

    private TemplateInstance page(boolean changed) {
        Caller caller = current.get();
        StaffSession session = console.get();
        List<SecondFactor> factors = own.factors(caller, session);
        return Templates.account(
                session,
                sessions.open(caller, session.account().id()),
                factors,
                factors.stream().anyMatch(SecondFactor::isApp),
                own.recoveryCodesLeft(caller, session),
                changed,
                signIn.passkeyToMake(caller, session));
    }
}
