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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.platform.Problem;
import org.alarmcall.staff.Enrolled;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccount;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSession.Stage;
import org.alarmcall.staff.Started;

/** Accepting an invitation: a password, then a second factor. */
@Path(ConsoleRoutes.ROOT)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class InvitationPages {

    private static final Caller SYSTEM = Caller.system("console");
    private static final URI ENROL = URI.create(ConsoleRoutes.ROOT + "/enrol");

    private final StaffAccounts accounts;
    private final SignIn signIn;
    private final ConsoleAdmission admission;
    private final SessionCookie cookie;

    InvitationPages(StaffAccounts accounts, SignIn signIn, ConsoleAdmission admission, SessionCookie cookie) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.admission = admission;
        this.cookie = cookie;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance invitation(StaffAccount account, String token);

        static native TemplateInstance recoveryCodes(List<String> codes);

        static native TemplateInstance enrol(
                String csrf, String key, TotpPicture picture, boolean failed, String passkey);
    }

    @GET
    @Path("/invitation/{token}")
    @PublicEndpoint
    public TemplateInstance invitation(@PathParam("token") String token) {
        StaffAccount account = accounts.invited(SYSTEM, token)
                .orElseThrow(
                        () -> Problem.NOT_FOUND.because("This invitation was used or has expired. Ask for a new one."));
        return Templates.invitation(account, token);
    }

    @POST
    @Path("/invitation/{token}")
    @PublicEndpoint
    public Response accept(
            @PathParam("token") String token,
            @FormParam("password") @DefaultValue("") String password,
            HttpServerRequest request) {
        Started started = accounts.accept(SYSTEM, token, password, SignInPages.from(request));
        return Response.seeOther(ENROL).cookie(cookie.with(started.token())).build();
    }

    @GET
    @Path("/enrol")
    @PublicEndpoint
    public Response enrol(@Context HttpHeaders headers) {
        return admission
                .session(headers.getCookies(), Stage.ENROL)
                .map(half -> Response.ok(enrol(half, signIn.newTotpKey(SYSTEM), false)))
                .orElseGet(() -> Response.seeOther(URI.create(SignInPages.PATH)))
                .build();
    }

    @POST
    @Path("/enrol")
    @PublicEndpoint
    public Response enrol(
            @FormParam("key") @DefaultValue("") String key,
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("credential") @DefaultValue("") String credential,
            @FormParam(ConsoleAdmission.CSRF_FIELD) @DefaultValue("") String csrf,
            @Context HttpHeaders headers,
            HttpServerRequest request) {
        Optional<StaffSession> half = admission.session(headers.getCookies(), Stage.ENROL);
        if (half.isEmpty()) {
            return Response.seeOther(URI.create(SignInPages.PATH)).build();
        }
        ConsoleAdmission.checkCsrf(csrf, half.get());
        TotpPicture.checkKey(key);
        Optional<Enrolled> enrolled = credential.isEmpty()
                ? signIn.enrolTotp(SYSTEM, half.get(), key, code, SignInPages.from(request))
                : signIn.enrolPasskey(SYSTEM, half.get(), credential, SignInPages.from(request));
        if (enrolled.isEmpty()) {
            return Response.status(422).entity(enrol(half.get(), key, true)).build();
        }
        return Response.ok(Templates.recoveryCodes(enrolled.get().recoveryCodes()))
                .cookie(cookie.with(enrolled.get().started().token()))
                .build();
    }

    private TemplateInstance enrol(StaffSession half, String key, boolean failed) {
        return Templates.enrol(
                half.csrf(),
                key,
                TotpPicture.of(half.account().login(), key),
                failed,
                signIn.passkeyToMake(SYSTEM, half));
    }
}
