package org.alarmcall.console.feed;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.console.Faults;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.AllowList;
import org.alarmcall.indicator.AllowListEntry;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** What must never be in a feed. */
@Path(AllowListPages.PATH)
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class AllowListPages {

    static final String PATH = ConsoleRoutes.ROOT + "/allow-list";

    private static final int ROWS = 50;

    private final AllowList allowList;
    private final Members members;
    private final CurrentCaller current;

    AllowListPages(AllowList allowList, Members members, CurrentCaller current) {
        this.allowList = allowList;
        this.members = members;
        this.current = current;
    }

    @CheckedTemplate(basePath = "console/feed")
    static class Templates {
        static native TemplateInstance allowList(
                Page<AllowListEntry> page,
                List<CollectionRef> collections,
                @Nullable String chosen,
                String query,
                FingerprintType[] types,
                AllowListForm form,
                Faults faults);
    }

    @GET
    public TemplateInstance list(
            @QueryParam("collection") @Nullable String collection,
            @QueryParam("q") @Nullable String query,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(collection, query, cursor, new AllowListForm(), Faults.none());
    }

    @POST
    public Response add(@BeanParam AllowListForm form) {
        Faults faults = Faults.none();
        Fingerprint fingerprint = form.read(faults);
        if (fingerprint != null && !faults.any()) {
            try {
                allowList.add(current.get(), form.collection, fingerprint, form.note);
                return back();
            } catch (ProblemException e) {
                faults.add(e, "value");
            }
        }
        return Response.status(422).entity(page(null, null, null, form, faults)).build();
    }

    @POST
    @Path("/{id}/remove")
    public Response remove(@PathParam("id") UUID id) {
        allowList.remove(current.get(), id);
        return back();
    }

    private TemplateInstance page(
            @Nullable String collection,
            @Nullable String query,
            @Nullable String cursor,
            AllowListForm form,
            Faults faults) {
        String chosen = collection == null || collection.isEmpty() ? null : collection;
        String asked = PlainText.given(query);
        String wanted = asked == null ? "" : asked.strip();
        return Templates.allowList(
                allowList.list(current.get(), chosen, wanted, cursor, ROWS),
                members.collections(current.get()),
                chosen,
                wanted,
                FingerprintType.values(),
                form,
                faults);
    }

    private static Response back() {
        return Response.seeOther(URI.create(PATH)).build();
    }
}
