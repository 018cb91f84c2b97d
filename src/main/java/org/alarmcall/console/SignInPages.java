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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.From;
import org.alarmcall.staff.ProviderSignIn;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSession.Stage;
import org.alarmcall.staff.StaffSessions;
import org.alarmcall.staff.Started;

/** Signing in, in two steps, and out. */
@Path(ConsoleRoutes.ROOT)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class SignInPages {

    static final String PATH = ConsoleRoutes.ROOT + "/sign-in";

    private static final Caller SYSTEM = Caller.system("console");

    private final SignIn signIn;
    private final ProviderSignIn provider;
    private final StaffSessions sessions;
    private final ConsoleAdmission admission;
    private final SessionCookie cookie;
    private final ConsoleSession console;

    SignInPages(
            SignIn signIn,
            ProviderSignIn provider,
            StaffSessions sessions,
            ConsoleAdmission admission,
            SessionCookie cookie,
            ConsoleSession console) {
        this.signIn = signIn;
        this.provider = provider;
        this.sessions = sessions;
        this.admission = admission;
        this.cookie = cookie;
        this.console = console;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance signIn(
                String next, String login, boolean failed, String refusal, ProviderSignIn.Ways ways);

        static native TemplateInstance secondFactor(String csrf, String next, boolean failed, String passkey);
    }

    @GET
    @Path("/sign-in")
    @PublicEndpoint
    public TemplateInstance form(@QueryParam("next") @DefaultValue("") String next) {
        return Templates.signIn(within(next), "", false, "", provider.ways(SYSTEM));
    }

    @POST
    @Path("/sign-in")
    @PublicEndpoint
    public Response password(
            @FormParam("login") @DefaultValue("") String login,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("next") @DefaultValue("") String next,
            HttpServerRequest request) {
        Optional<Started> started = signIn.password(SYSTEM, login, password, from(request));
        if (started.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.signIn(within(next), login, true, "", provider.ways(SYSTEM)))
                    .build();
        }
        URI step = started.get().session().stage() == Stage.ENROL
                ? URI.create(ConsoleRoutes.ROOT + "/enrol")
                : secondStep(within(next));
        return Response.seeOther(step)
                .cookie(cookie.with(started.get().token()))
                .build();
    }

    @GET
    @Path("/sign-in/second-step")
    @PublicEndpoint
    public Response second(@QueryParam("next") @DefaultValue("") String next, @Context HttpHeaders headers) {
        Optional<StaffSession> half = half(headers);
        return half.isEmpty()
                ? Response.seeOther(URI.create(PATH)).build()
                : Response.ok(secondFactor(half.get(), next, false)).build();
    }

    @POST
    @Path("/sign-in/second-step")
    @PublicEndpoint
    public Response code(
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("credential") @DefaultValue("") String credential,
            @FormParam("next") @DefaultValue("") String next,
            @FormParam(ConsoleAdmission.CSRF_FIELD) @DefaultValue("") String csrf,
            @Context HttpHeaders headers,
            HttpServerRequest request) {
        Optional<StaffSession> half = half(headers);
        if (half.isEmpty()) {
            return Response.seeOther(URI.create(PATH)).build();
        }
        ConsoleAdmission.checkCsrf(csrf, half.get());
        Optional<Started> started = credential.isEmpty()
                ? signIn.code(SYSTEM, half.get(), code, from(request))
                : signIn.passkey(SYSTEM, half.get(), credential, from(request));
        if (started.isEmpty()) {
            return Response.status(422)
                    .entity(secondFactor(half.get(), next, true))
                    .build();
        }
        return Response.seeOther(URI.create(within(next)))
                .cookie(cookie.with(started.get().token()))
                .build();
    }

    @POST
    @Path("/sign-out")
    @RequiresRole(StaffRole.REVIEWER)
    public Response signOut() {
        sessions.end(SYSTEM, console.account().id(), console.get().id());
        return Response.seeOther(URI.create(PATH)).cookie(cookie.none()).build();
    }

    private TemplateInstance secondFactor(StaffSession half, String next, boolean failed) {
        String passkey = signIn.passkeyToUse(SYSTEM, half).orElse("");
        return Templates.secondFactor(half.csrf(), within(next), failed, passkey);
    }

    private Optional<StaffSession> half(HttpHeaders headers) {
        return admission.session(headers.getCookies(), Stage.FACTOR);
    }

    private static URI secondStep(String next) {
        return UriBuilder.fromPath(PATH + "/second-step")
                .queryParam("next", "{next}")
                .build(next);
    }

    static From from(HttpServerRequest request) {
        String browser = request.getHeader("User-Agent");
        return new From(request.remoteAddress().hostAddress(), browser == null ? "" : browser);
    }

    /** Where to go on: a page of ours, whatever was asked for. */
    static String within(String next) {
        return next.matches("/console/[A-Za-z0-9/_.~%?&=+-]*") && !next.contains("..") && !next.startsWith(PATH)
                ? next
                : ConsoleRoutes.ROOT + "/queue";
    }
}
