package org.alarmcall.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.alarmcall.indicator.ReviewListing;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.jspecify.annotations.Nullable;

/** What waits for staff. */
@Path(ConsoleRoutes.ROOT)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Blocking
class QueuePages {

    private static final int ROWS = 50;

    private final ReviewQueue queue;
    private final CurrentCaller current;

    QueuePages(ReviewQueue queue, CurrentCaller current) {
        this.queue = queue;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance queue(Page<ReviewListing> page);
    }

    @GET
    public Response home() {
        return Response.seeOther(URI.create(ConsoleRoutes.ROOT + "/queue")).build();
    }

    @GET
    @Path("/queue")
    public TemplateInstance queue(@QueryParam("cursor") @Nullable String cursor) {
        return Templates.queue(queue.page(current.get(), null, null, cursor, ROWS));
    }
}
