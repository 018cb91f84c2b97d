package org.alarmcall.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds each resource method to its {@link BodyLimit}, after the caller is known and before anything is read. */
@Provider
public class BodyLimits implements DynamicFeature {

    @Override
    public void configure(ResourceInfo method, FeatureContext context) {
        BodyLimit limit = method.getResourceMethod().getAnnotation(BodyLimit.class);
        context.register(
                limit == null ? new Filter(BodyLimit.ORDINARY, false) : new Filter(limit.value(), limit.gzip()),
                Priorities.ENTITY_CODER);
    }

    @Priority(Priorities.ENTITY_CODER)
    record Filter(long limit, boolean gzip) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            boolean compressed = isCompressed(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
            if (length(request) > limit) {
                throw LimitedInputStream.tooLarge(limit);
            }
            InputStream body = new LimitedInputStream(request.getEntityStream(), limit);
            request.setEntityStream(compressed ? new LimitedInputStream(new GunzipInputStream(body), limit) : body);
        }

        private boolean isCompressed(@org.jspecify.annotations.Nullable String encoding) {
            if (encoding == null || encoding.equalsIgnoreCase("identity")) {
                return false;
            }
            if (gzip && encoding.toLowerCase(Locale.ROOT).matches("(x-)?gzip")) {
                return true;
            }
            throw new ProblemException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "This body is read "
                            + (gzip ? "plain or with Content-Encoding gzip." : "plain, without Content-Encoding."),
                    List.of(),
                    Map.of(HttpHeaders.ACCEPT_ENCODING, gzip ? "gzip" : "identity"));
        }

        private static long length(ContainerRequestContext request) {
            String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
            try {
                return length == null ? -1 : Long.parseLong(length);
            } catch (NumberFormatException e) {
                throw Problem.MALFORMED.because("The header Content-Length is not a number.");
            }
        }
    }
}
