package org.alarmcall.platform;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** Sends a {@link StreamBody} piece by piece, each when the socket has taken the one before. */
@Provider
public class StreamBodyWriter implements ServerMessageBodyWriter<StreamBody> {

    private static final Logger LOG = Logger.getLogger(StreamBodyWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType media) {
        return StreamBody.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
        return StreamBody.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(StreamBody body, Type genericType, ServerRequestContext context) {
        ServerHttpResponse response = context.serverResponse();
        response.setChunked(true);
        Sending sending = new Sending(body, response);
        response.addCloseHandler(sending::close);
        sending.sendNext();
    }

    @Override
    public void writeTo(
            StreamBody body,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new IllegalStateException("a StreamBody is only written to a server response");
    }

    private record Sending(StreamBody body, ServerHttpResponse response, AtomicBoolean closed) {

        Sending(StreamBody body, ServerHttpResponse response) {
            this(body, response, new AtomicBoolean());
        }

        void sendNext() {
            body.next().whenComplete(this::send);
        }

        private void send(byte @Nullable [] piece, @Nullable Throwable failure) {
            if (failure != null) {
                breakOff(failure);
            } else if (response.closed()) {
                close();
            } else if (piece == null) {
                response.end();
                close();
            } else {
                response.write(piece).whenComplete((sent, unsent) -> {
                    if (unsent == null) {
                        sendNext();
                    } else {
                        close();
                    }
                });
            }
        }

        private void breakOff(Throwable failure) {
            if (!response.closed()) {
                LOG.error("A response was broken off", failure);
                response.reset();
            }
            close();
        }

        void close() {
            if (closed.compareAndSet(false, true)) {
                body.close();
            }
        }
    }
}
