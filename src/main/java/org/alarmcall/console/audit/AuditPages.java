package org.alarmcall.console.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.StreamBody;
import org.jspecify.annotations.Nullable;

/** Who did what, for administrators. */
@Path(ConsoleRoutes.ROOT + "/audit")
@RequiresRole(StaffRole.ADMIN)
@Produces(MediaType.TEXT_HTML)
@Blocking
class AuditPages {

    private static final int ROWS = 50;

    private final AuditLog audit;
    private final CurrentCaller current;
    private final ObjectMapper json;

    AuditPages(AuditLog audit, CurrentCaller current, ObjectMapper json) {
        this.audit = audit;
        this.current = current;
        this.json = json;
    }

    /** An entry with its details in words. */
    public record Entry(AuditEntryView entry, Details details) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance audit(
                AuditSearch search, List<String> actions, List<Entry> entries, @Nullable String next, String max);

        static native TemplateInstance auditEntry(AuditEntryView entry, Details details);
    }

    @GET
    public TemplateInstance audit(@BeanParam AuditSearch search, @QueryParam("cursor") @Nullable String cursor) {
        Page<AuditEntryView> page = audit.list(current.get(), search.filter(), cursor, ROWS);
        return Templates.audit(
                search,
                audit.actions(current.get()),
                page.items().stream()
                        .map(entry -> new Entry(entry, Details.shortOf(entry.details())))
                        .toList(),
                page.next(),
                String.format(Locale.ENGLISH, "%,d", AuditExport.MAX_ENTRIES));
    }

    @GET
    @Path("/{id:\\d{1,18}}")
    public TemplateInstance entry(@PathParam("id") long id) {
        AuditEntryView entry = audit.entry(current.get(), id);
        return Templates.auditEntry(entry, Details.of(entry.details()));
    }

    @GET
    @Path("/audit.csv")
    @Produces("text/csv;charset=UTF-8")
    public Response csv(@BeanParam AuditSearch search) {
        return file(AuditExport.csv(audit, current.get(), search.filter()));
    }

    @GET
    @Path("/audit.ndjson")
    @Produces("application/x-ndjson")
    public Response ndjson(@BeanParam AuditSearch search) {
        return file(AuditExport.ndjson(audit, current.get(), search.filter(), json));
    }

    private static Response file(StreamBody body) {
        return Response.ok(body).build();
    }
}
