package org.alarmcall.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.Session;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSession.Stage;
import org.alarmcall.staff.StaffSessions;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Lets a person at a page when it is signed in and has the role, and a change through when the page was ours. */
@Singleton
class ConsoleAdmission {

    static final String CSRF_FIELD = "csrf";
    static final String CSRF_HEADER = "X-CSRF-Token";
    /** A page sends it with what it asks for by itself, again and again. */
    static final String POLL_HEADER = "X-Poll";

    private static final Caller SYSTEM = Caller.system("console");

    private final StaffSessions sessions;
    private final SessionCookie cookie;
    private final ConsoleSession console;
    private final CurrentCaller current;
    private final Members members;

    ConsoleAdmission(
            StaffSessions sessions,
            SessionCookie cookie,
            ConsoleSession console,
            CurrentCaller current,
            Members members) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.console = console;
        this.current = current;
        this.members = members;
    }

    /** Null to go on; else what to answer in place of the page. */
    @Nullable
    Response admit(ResteasyReactiveContainerRequestContext request) {
        boolean isPerson = request.getHeaderString(POLL_HEADER) == null;
        Optional<StaffSession> found = session(request.getCookies(), Stage.FULL, isPerson);
        if (found.isEmpty()) {
            return toSignIn(request);
        }
        StaffSession session = found.get();
        StaffRole needed = role(((ResteasyReactiveRequestContext) request.getServerRequestContext())
                .getTarget()
                .getLazyMethod()
                .getMethod());
        if (!session.account().role().includes(needed)) {
            throw Problem.FORBIDDEN.because("This page is for the role " + needed.wire() + ".");
        }
        console.set(session);
        current.set(new Session(
                members.staff(
                        SYSTEM, session.account().login(), session.account().role()),
                session.id().toString(),
                session.expiresAt()));
        return null;
    }

    /** The session of the request's cookie, when it is in this stage. */
    Optional<StaffSession> session(Map<String, Cookie> cookies, Stage stage) {
        return session(cookies, stage, true);
    }

    private Optional<StaffSession> session(Map<String, Cookie> cookies, Stage stage, boolean isPerson) {
        String token = cookie.token(cookies);
        return token == null
                ? Optional.empty()
                : sessions.find(SYSTEM, token, isPerson).filter(session -> session.stage() == stage);
    }

    /** After {@link #admit}: what changes something must have the session's token, which only our own pages know. */
    void checkChange(ResteasyReactiveContainerRequestContext request) {
        if (ConsoleRoutes.isReading(request.getMethod())) {
            return;
        }
        String sent = request.getHeaderString(CSRF_HEADER);
        if (sent == null) {
            sent = (String) ((ResteasyReactiveRequestContext) request.getServerRequestContext())
                    .getFormParameter(CSRF_FIELD, true, false);
        }
        checkCsrf(sent, console.get());
    }

    static void checkCsrf(@Nullable String sent, StaffSession session) {
        if (sent == null
                || !MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw Problem.FORBIDDEN.because("The page is older than your session. Load it again.");
        }
    }

    /** A page that was asked for comes after the sign-in; for a piece of a page, the whole browser goes there. */
    private static Response toSignIn(ResteasyReactiveContainerRequestContext request) {
        UriBuilder signIn = UriBuilder.fromPath(SignInPages.PATH);
        if (request.getHeaderString("HX-Request") != null) {
            return Response.noContent()
                    .header("HX-Redirect", signIn.build().getPath())
                    .build();
        }
        URI asked = request.getUriInfo().getRequestUri();
        if (request.getMethod().equals("GET")) {
            String query = asked.getRawQuery();
            signIn.queryParam("next", "{next}");
            return Response.seeOther(
                            signIn.build(query == null ? asked.getRawPath() : asked.getRawPath() + '?' + query))
                    .build();
        }
        return Response.seeOther(signIn.build()).build();
    }

    private static StaffRole role(Method method) {
        RequiresRole needed = method.getAnnotation(RequiresRole.class);
        return (needed == null ? method.getDeclaringClass().getAnnotation(RequiresRole.class) : needed).value();
    }
}
