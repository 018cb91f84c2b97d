package org.alarmcall.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.ProblemView;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every address under {@code /console}, whatever answers there, an error too: the headers that keep a page
 * to itself, and no change that another site's page asks for.
 */
@Singleton
public class ConsoleRoutes {

    public static final String ROOT = "/console";

    /** A form of the console is small; what is larger is not one of ours. */
    private static final long MAX_FORM = 256 * 1024;

    private static final int BEFORE_PAGES = Integer.MIN_VALUE + 1;

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                            + "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
                            + "publickey-credentials-create=(self)");

    void route(@Observes Router router) {
        router.route().order(BEFORE_PAGES).handler(ConsoleRoutes::guard);
    }

    /**
     * The path's beginning decides, and not a pattern of the router: to it {@code /console;a/queue} is no address of the
     * console, to the pages it is one.
     */
    private static void guard(RoutingContext context) {
        if (!context.normalizedPath().startsWith(ROOT)) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        HEADERS.forEach(response::putHeader);
        context.addHeadersEndHandler(done -> {
            if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
                response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        HttpServerRequest request = context.request();
        if (isReading(request.method().name())) {
            context.next();
        } else if (isFromElsewhere(request)) {
            refuse(context, Problem.FORBIDDEN.because("This was sent by a page of another site."));
        } else if (isTooLarge(request)) {
            refuse(context, Problem.TOO_LARGE.because("A form of the console has at most 256 kB."));
        } else if (isNoForm(request)) {
            refuse(context, Problem.UNSUPPORTED_MEDIA_TYPE.because("The console reads forms only."));
        } else {
            context.next();
        }
    }

    /** Whether requests of this method change nothing. */
    static boolean isReading(String method) {
        return READING.contains(method);
    }

    private static void refuse(RoutingContext context, ProblemException problem) {
        context.response()
                .setStatusCode(problem.problem().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(ErrorPages.page(ProblemView.of(problem)));
    }

    /** Every browser of the last years says where a request comes from; what says nothing is no browser. */
    private static boolean isFromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isHost(origin, request.getHeader("Host"));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isTooLarge(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null
                ? request.getHeader("Transfer-Encoding") != null
                : !length.matches("\\d{1,9}") || Long.parseLong(length) > MAX_FORM;
    }

    private static boolean isNoForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && !type.regionMatches(true, 0, FORM, 0, FORM.length());
    }
}
