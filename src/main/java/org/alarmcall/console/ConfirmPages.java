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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.Started;

/** Proving once more who is at the browser, before changing how one signs in. */
@Path(ConfirmPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class ConfirmPages {

    static final String PATH = AccountPages.PATH + "/confirm";

    private final SignIn signIn;
    private final SessionCookie cookie;
    private final ConsoleSession console;
    private final CurrentCaller current;

    ConfirmPages(SignIn signIn, SessionCookie cookie, ConsoleSession console, CurrentCaller current) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.console = console;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance confirm(StaffSession session, String next, boolean failed, String passkey);
    }

    @GET
    public TemplateInstance form(@QueryParam("next") @DefaultValue("") String next) {
        if (console.account().external()) {
            throw Problem.CONFLICT.because("Your organisation's provider signs you in. Change there how it does.");
        }
        return page(next, false);
    }

    @POST
    public Response confirm(
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("credential") @DefaultValue("") String credential,
            @FormParam("next") @DefaultValue("") String next,
            HttpServerRequest request) {
        Optional<Started> started =
                signIn.confirm(current.get(), console.get(), password, code, credential, SignInPages.from(request));
        if (started.isEmpty()) {
            return Response.status(422).entity(page(next, true)).build();
        }
        return Response.seeOther(URI.create(target(next)))
                .cookie(cookie.with(started.get().token()))
                .build();
    }

    /** Sends the browser here first; what it wanted to change is to be typed again. */
    static Response before(String next) {
        return Response.seeOther(
                        UriBuilder.fromPath(PATH).queryParam("next", "{next}").build(next))
                .build();
    }

    private TemplateInstance page(String next, boolean failed) {
        StaffSession session = console.get();
        String passkey = signIn.passkeyToUse(current.get(), session).orElse("");
        return Templates.confirm(session, target(next), failed, passkey);
    }

    private static String target(String next) {
        return next.isEmpty() ? AccountPages.PATH : SignInPages.within(next);
    }
}
