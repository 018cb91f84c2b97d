package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.platform.OpenQuery;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.ProviderSignIn;
import org.alarmcall.staff.Started;

/** To the organisation's OpenID Connect provider to sign in, and back. What goes wrong is shown on the sign-in page. */
@Path(ProviderPages.PATH)
@Produces(MediaType.TEXT_HTML)
@Blocking
class ProviderPages {

    static final String PATH = SignInPages.PATH + "/provider";

    private static final Caller SYSTEM = Caller.system("console");
    private static final String BEGIN_AGAIN =
            "This sign-in took too long, or began in another browser. Begin it again.";

    private final ProviderSignIn signIn;
    private final SessionCookie session;
    private final SignInCookie cookie;

    ProviderPages(ProviderSignIn signIn, SessionCookie session, SignInCookie cookie) {
        this.signIn = signIn;
        this.session = session;
        this.cookie = cookie;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance signedIn(String next);
    }

    @GET
    @PublicEndpoint
    public Response begin(@QueryParam("next") @DefaultValue("") String next) {
        try {
            ProviderSignIn.Begun begun = signIn.begin(SYSTEM);
            return Response.seeOther(begun.address())
                    .cookie(cookie.with(new SignInCookie.Away(begun.token(), SignInPages.within(next))))
                    .build();
        } catch (ProblemException e) {
            return refused(e.problem().status(), next, e.detail());
        }
    }

    /**
     * Answers with a page that goes on by itself: to a redirect from here, which the provider's site began, browsers would
     * not send the session's cookie.
     */
    @GET
    @Path("/done")
    @PublicEndpoint
    @OpenQuery
    public Response done(@Context UriInfo uri, @Context HttpHeaders headers, HttpServerRequest request) {
        Optional<SignInCookie.Away> away = cookie.read(headers.getCookies());
        if (away.isEmpty()) {
            return refused(403, "", BEGIN_AGAIN);
        }
        String next = away.get().next();
        try {
            Started started =
                    signIn.end(SYSTEM, away.get().token(), uri.getQueryParameters(), SignInPages.from(request));
            return Response.ok(Templates.signedIn(SignInPages.within(next)))
                    .cookie(session.with(started.token()), cookie.none())
                    .build();
        } catch (ProblemException e) {
            return refused(e.problem().status(), next, e.detail());
        }
    }

    private Response refused(int status, String next, String reason) {
        return Response.status(status)
                .entity(SignInPages.Templates.signIn(SignInPages.within(next), "", false, reason, signIn.ways(SYSTEM)))
                .cookie(cookie.none())
                .build();
    }
}
