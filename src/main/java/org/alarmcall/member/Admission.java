package org.alarmcall.member;

import io.quarkus.arc.ClientProxy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through when its token is good and carries a scope that the method asks for. It never blocks, because
 * it also runs on event loops; all it asks is in memory.
 */
@Singleton
class Admission {

    private static final String CHALLENGE = "Bearer realm=\"alarmcall\"";
    private static final String SCHEME = "Bearer ";

    private final CurrentCaller current;
    private final Directory directory;
    private final Tokens tokens;
    private final ClientRateLimit rateLimit;
    private final Clock clock;
    private final Map<Method, Set<Scope>> rules = new ConcurrentHashMap<>();

    Admission(CurrentCaller current, Directory directory, Tokens tokens, ClientRateLimit rateLimit, Clock clock) {
        this.current = current;
        this.directory = directory;
        this.tokens = tokens;
        this.rateLimit = rateLimit;
        this.clock = clock;
    }

    void check(ResteasyReactiveContainerRequestContext context) {
        Method method = context.getServerRequestContext()
                .getResteasyReactiveResourceInfo()
                .getResourceMethod();
        if (isForStaff(method)) {
            if (!ClientProxy.unwrap(current).isKnown()) {
                throw new IllegalStateException(method + " is for staff, and no session was asked for");
            }
            return;
        }
        Set<Scope> anyOf = rules.computeIfAbsent(method, Admission::rule);
        if (anyOf.isEmpty()) {
            return; // public
        }
        AccessToken token = tokens.verify(bearer(context.getHeaders().get(HttpHeaders.AUTHORIZATION)));
        if (token == null) {
            throw badToken();
        }
        CurrentCaller caller = ClientProxy.unwrap(current); // this request's, also from another thread
        if (directory.current().version() >= token.directoryVersion()) {
            admit(caller, token, anyOf);
            return;
        }
        // Another node issued it and knows more than this one: the client may be new here.
        context.suspend();
        directory.refresh().whenComplete((done, failure) -> {
            try {
                admit(caller, token, anyOf);
                context.resume();
            } catch (RuntimeException e) {
                context.resume(e);
            }
        });
    }

    private void admit(CurrentCaller caller, AccessToken token, Set<Scope> anyOf) {
        Session session = directory.current().session(token, clock.instant());
        if (session == null) {
            throw badToken();
        }
        rateLimit.take(token.clientId());
        if (anyOf.stream().noneMatch(session.caller()::has)) {
            throw missing(anyOf);
        }
        caller.set(session);
    }

    private static String bearer(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            throw new ProblemException(
                    Problem.UNAUTHENTICATED,
                    "Send an access token: Authorization: Bearer <token>. POST /oauth2/token gives one.",
                    List.of(),
                    Map.of(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
        }
        String header = headers.get(0);
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw badToken();
        }
        return header.substring(SCHEME.length()).strip();
    }

    /** One answer for every reason: whoever holds a bad token learns nothing from it. */
    private static ProblemException badToken() {
        return new ProblemException(
                Problem.UNAUTHENTICATED,
                "The access token is malformed, expired or revoked, or its client or member is no longer active.",
                List.of(),
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        CHALLENGE + ", error=\"invalid_token\", error_description=\"The access token is not valid\""));
    }

    private static ProblemException missing(Set<Scope> anyOf) {
        String scopes = anyOf.stream().map(Scope::wire).sorted().collect(Collectors.joining(" "));
        return new ProblemException(
                Problem.INSUFFICIENT_SCOPE,
                anyOf.size() == 1
                        ? "This needs the scope " + scopes + "."
                        : "This needs one of the scopes " + scopes + ".",
                List.of(),
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scopes + "\""));
    }

    private static boolean isForStaff(Method method) {
        return method.isAnnotationPresent(RequiresRole.class)
                || (method.getDeclaringClass().isAnnotationPresent(RequiresRole.class)
                        && !method.isAnnotationPresent(PublicEndpoint.class));
    }

    /** The scopes of which one is needed; none for a public method. A method that says nothing answers nobody. */
    private static Set<Scope> rule(Method method) {
        if (method.isAnnotationPresent(PublicEndpoint.class)) {
            return Set.of();
        }
        RequiresScope needed = method.getAnnotation(RequiresScope.class);
        if (needed == null) {
            needed = method.getDeclaringClass().getAnnotation(RequiresScope.class);
        }
        if (needed == null || needed.value().length == 0) {
            throw new IllegalStateException(method + " names no scope and is not @PublicEndpoint");
        }
        return Arrays.stream(needed.value()).collect(Collectors.toUnmodifiableSet());
    }
}
