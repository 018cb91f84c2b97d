package org.alarmcall.console.members;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Validator;
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
import org.alarmcall.console.Faults;
import org.alarmcall.feedback.Feedback;
import org.alarmcall.indicator.PublishingPolicies;
import org.alarmcall.member.AccessView;
import org.alarmcall.member.Administration;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CollectionView;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Tlp;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** The collections, who may use them, and the rules in force. */
@Path(CollectionsPages.PATH)
@RequiresRole(StaffRole.ADMIN)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class CollectionsPages {

    static final String PATH = "/console/collections";

    private static final int ROWS = 50;

    private final Administration administration;
    private final Members members;
    private final PublishingPolicies policies;
    private final Feedback feedback;
    private final CurrentCaller current;
    private final Validator validator;

    CollectionsPages(
            Administration administration,
            Members members,
            PublishingPolicies policies,
            Feedback feedback,
            CurrentCaller current,
            Validator validator) {
        this.administration = administration;
        this.members = members;
        this.policies = policies;
        this.feedback = feedback;
        this.current = current;
        this.validator = validator;
    }

    @CheckedTemplate(basePath = "console/members")
    static class Templates {
        static native TemplateInstance collections(
                List<CollectionView> collections, Tlp[] tlps, CollectionForm form, Faults faults);

        static native TemplateInstance collection(
                CollectionRef collection,
                PublishingPolicies.Rules rules,
                int quarantineMembers,
                Page<AccessView> accesses);
    }

    @GET
    public TemplateInstance collections() {
        return page(new CollectionForm(), Faults.none());
    }

    @POST
    public Response create(@BeanParam CollectionForm form) {
        Faults faults = Faults.none().check(validator, form.wanted());
        if (!faults.any()) {
            try {
                String slug = administration
                        .createCollection(current.get(), form.wanted())
                        .slug();
                return Response.seeOther(URI.create(PATH + '/' + slug)).build();
            } catch (ProblemException e) {
                faults.add(e, "slug");
            }
        }
        return Response.status(422).entity(page(form, faults)).build();
    }

    @GET
    @Path("/{slug}")
    public TemplateInstance collection(@PathParam("slug") String slug, @QueryParam("cursor") @Nullable String cursor) {
        Caller caller = current.get();
        CollectionRef collection = members.readable(caller, slug);
        return Templates.collection(
                collection,
                policies.rules(caller, collection),
                feedback.quarantineMembers(caller, collection),
                administration.accesses(caller, slug, cursor, ROWS));
    }

    private TemplateInstance page(CollectionForm form, Faults faults) {
        return Templates.collections(administration.collections(current.get()), Tlp.values(), form, faults);
    }
}
