package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
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
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.Invitation;
import org.alarmcall.staff.ProviderSignIn;
import org.alarmcall.staff.StaffAccount;
import org.alarmcall.staff.StaffAccounts;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is on the staff, for administrators. */
@Path(StaffPages.PATH)
@RequiresRole(StaffRole.ADMIN)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class StaffPages {

    static final String PATH = ConsoleRoutes.ROOT + "/staff";

    private final StaffAccounts accounts;
    private final ProviderSignIn signIn;
    private final CurrentCaller current;
    private final String server;

    StaffPages(
            StaffAccounts accounts,
            ProviderSignIn signIn,
            CurrentCaller current,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String server) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.current = current;
        this.server = server;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance staff(
                List<StaffAccount> accounts,
                List<StaffRole> roles,
                ProviderSignIn.Ways ways,
                InvitationForm form,
                Faults faults);

        static native TemplateInstance invited(Invitation invitation, String link);
    }

    @GET
    public TemplateInstance staff() {
        return page(new InvitationForm(), Faults.none());
    }

    /** A refused form comes back with what was typed. */
    @POST
    public Response invite(@BeanParam InvitationForm form) {
        try {
            return Response.ok(shown(accounts.invite(current.get(), form.account())))
                    .build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(page(form, Faults.none().add(e, "login")))
                    .build();
        }
    }

    @POST
    @Path("/{id}/role")
    public Response changeRole(@PathParam("id") int id, @FormParam("role") @DefaultValue("") String role) {
        accounts.changeRole(current.get(), id, InvitationForm.role(role));
        return back();
    }

    @POST
    @Path("/{id}/reset")
    public TemplateInstance reset(@PathParam("id") int id) {
        return shown(accounts.reset(current.get(), id));
    }

    @POST
    @Path("/{id}/disable")
    public Response disable(@PathParam("id") int id) {
        accounts.disable(current.get(), id);
        return back();
    }

    @POST
    @Path("/{id}/sign-out")
    public Response signOut(@PathParam("id") int id) {
        accounts.signOut(current.get(), id);
        return back();
    }

    @POST
    @Path("/{id}/enable")
    public Response enable(@PathParam("id") int id) {
        return accounts.enable(current.get(), id)
                .map(invitation -> Response.ok(shown(invitation)).build())
                .orElseGet(StaffPages::back);
    }

    private TemplateInstance page(InvitationForm form, Faults faults) {
        Caller caller = current.get();
        return Templates.staff(accounts.list(caller), List.of(StaffRole.values()), signIn.ways(caller), form, faults);
    }

    private TemplateInstance shown(Invitation invitation) {
        return Templates.invited(invitation, server + ConsoleRoutes.ROOT + "/invitation/" + invitation.token());
    }

    private static Response back() {
        return Response.seeOther(URI.create(PATH)).build();
    }
}
