package org.alarmcall.platform;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Closes the connection of a request that was answered before its body was read. Otherwise what the client still sends,
 * which may be without end, is kept in memory.
 */
@Singleton
class UnreadBodies {

    /** What the network has delivered with the head anyway; a client that sends this little keeps its connection. */
    private static final long SMALL = 64 * 1024;

    private static final Set<HttpMethod> SENDING = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    void route(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(UnreadBodies::watch);
    }

    private static void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (mayBeLarge(request)) {
            context.addHeadersEndHandler(done -> {
                if (!request.isEnded()) {
                    request.response().putHeader("Connection", "close");
                }
            });
            context.addEndHandler(done -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
        context.next();
    }

    private static boolean mayBeLarge(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return request.version() == HttpVersion.HTTP_2
                    ? SENDING.contains(request.method())
                    : request.getHeader("Transfer-Encoding") != null; // without both there is no body (RFC 9112, 6.3)
        }
        return length.length() > 5 || (length.matches("\\d+") && Long.parseLong(length) > SMALL);
    }
}
