package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.alarmcall.platform.ProblemView;
import org.jspecify.annotations.Nullable;

/** Shows problems of the console as a page; to htmx as a message in the page's live region. */
@Provider
class ErrorPages implements ContainerResponseFilter {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance error(ProblemView problem, @Nullable String errorId);

        static native TemplateInstance errorMessage(ProblemView problem, @Nullable String errorId);
    }

    /** For who answers before any page is asked. */
    static String page(ProblemView problem) {
        return Templates.error(problem, null).render();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof ProblemView problem)
                || !request.getUriInfo().getRequestUri().getPath().startsWith(ConsoleRoutes.ROOT)) {
            return;
        }
        String errorId = response.getHeaderString("Error-Id");
        boolean piece = request.getHeaderString("HX-Request") != null;
        if (piece) {
            response.getHeaders().putSingle("HX-Retarget", "#messages");
            response.getHeaders().putSingle("HX-Reswap", "innerHTML");
        }
        TemplateInstance page = piece ? Templates.errorMessage(problem, errorId) : Templates.error(problem, errorId);
        response.setEntity(page.render(), null, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
    }
}
