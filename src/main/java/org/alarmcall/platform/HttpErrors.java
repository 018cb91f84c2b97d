package org.alarmcall.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The problems of requests that reach no resource: unknown paths, bodies beyond the hard limit, unreadable requests. */
@Singleton
class HttpErrors {

    private static final Logger LOG = Logger.getLogger(HttpErrors.class);

    private final ObjectMapper json;
    private final Ids ids;

    HttpErrors(ObjectMapper json, Ids ids) {
        this.json = json;
        this.ids = ids;
    }

    void route(@Observes Router router) {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500}) {
            router.errorHandler(status, request -> answer(request, status));
        }
    }

    private void answer(RoutingContext request, int status) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        ProblemException problem = status == 500 ? failure(request) : ProblemMappers.frameworkProblem(status);
        response.setStatusCode(problem.problem().status());
        response.putHeader("Content-Type", ProblemView.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        try {
            response.end(json.writeValueAsString(ProblemView.of(problem)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProblemException failure(RoutingContext request) {
        String id = ids.random().toString();
        LOG.errorf(request.failure(), "A request failed, error %s", id);
        return ProblemMappers.internal(id);
    }
}
