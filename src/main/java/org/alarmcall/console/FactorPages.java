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
import java.util.UUID;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.staff.OwnAccount;
import org.alarmcall.staff.SecondFactor;
import org.alarmcall.staff.SignIn;

/** A person's own second factors. Whoever has not confirmed just now does so first. */
@Path(FactorPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class FactorPages {

    static final String PATH = AccountPages.PATH + "/factors";

    private static final String APP = PATH + "/app";

    private final OwnAccount own;
    private final SignIn signIn;
    private final ConsoleSession console;
    private final CurrentCaller current;

    FactorPages(OwnAccount own, SignIn signIn, ConsoleSession console, CurrentCaller current) {
        this.own = own;
        this.signIn = signIn;
        this.console = console;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance app(String key, TotpPicture picture, boolean replaces, boolean failed);
    }

    @POST
    @Path("/passkeys")
    public Response addPasskey(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("credential") @DefaultValue("") String credential) {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(AccountPages.PATH);
        }
        if (!own.addPasskey(current.get(), console.get(), name, credential)) {
            throw Problem.INVALID.because("The passkey could not be added. Try again, or take another device.");
        }
        return AccountPages.back();
    }

    @GET
    @Path("/app")
    public Response app() {
        return console.get().confirmed()
                ? Response.ok(app(signIn.newTotpKey(current.get()), false)).build()
                : ConfirmPages.before(APP);
    }

    @POST
    @Path("/app")
    public Response setApp(
            @FormParam("key") @DefaultValue("") String key, @FormParam("code") @DefaultValue("") String code) {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(APP);
        }
        TotpPicture.checkKey(key);
        return own.setApp(current.get(), console.get(), key, code)
                ? AccountPages.back()
                : Response.status(422).entity(app(key, true)).build();
    }

    @POST
    @Path("/{id}/name")
    public Response rename(@PathParam("id") UUID id, @FormParam("name") @DefaultValue("") String name) {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(AccountPages.PATH);
        }
        own.rename(current.get(), console.get(), id, name);
        return AccountPages.back();
    }

    @POST
    @Path("/{id}/remove")
    public Response remove(@PathParam("id") UUID id) {
        if (!console.get().confirmed()) {
            return ConfirmPages.before(AccountPages.PATH);
        }
        own.remove(current.get(), console.get(), id);
        return AccountPages.back();
    }

    private TemplateInstance app(String key, boolean failed) {
        boolean replaces = own.factors(current.get(), console.get()).stream().anyMatch(SecondFactor::isApp);
        return Templates.app(key, TotpPicture.of(console.account().login(), key), replaces, failed);
    }
}
