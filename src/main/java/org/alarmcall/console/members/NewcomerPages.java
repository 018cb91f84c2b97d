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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.alarmcall.console.Faults;
import org.alarmcall.member.AccessView;
import org.alarmcall.member.Administration;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.NewClientView;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.Sector;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How a member begins: one form, and a page with all that its engineer needs. Not below members: one may be called new. */
@Path("/console/newcomer")
@RequiresRole(StaffRole.ADMIN)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class NewcomerPages {

    private final Administration administration;
    private final Members members;
    private final CurrentCaller current;
    private final Validator validator;
    private final String server;

    NewcomerPages(
            Administration administration,
            Members members,
            CurrentCaller current,
            Validator validator,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String server) {
        this.administration = administration;
        this.members = members;
        this.current = current;
        this.validator = validator;
        this.server = server;
    }

    @CheckedTemplate(basePath = "console/members")
    static class Templates {
        static native TemplateInstance newcomer(
                NewcomerForm form,
                Faults faults,
                List<CollectionRef> collections,
                Sector[] sectors,
                Trust[] trusts,
                Purpose[] purposes);

        static native TemplateInstance credentials(
                String member, NewClientView client, String server, List<String> commands);
    }

    @GET
    public TemplateInstance form() {
        return form(new NewcomerForm(), Faults.none());
    }

    /** Sent again, by a reload for example, it is refused: the slug is taken, and the secret is not shown again. */
    @POST
    public Response welcome(@BeanParam NewcomerForm form) {
        Optional<Purpose> purpose = Purpose.parse(form.purpose);
        Faults faults = Faults.none().check(validator, form.member());
        if (form.read.isEmpty() && form.write.isEmpty()) {
            faults.add("collections", "choose at least one");
        }
        if (purpose.isEmpty()) {
            faults.add("purpose", "choose one");
        } else if (!faults.any()) {
            Caller caller = current.get();
            String slug = form.member().slug();
            try {
                NewClientView client = administration.welcome(caller, form.wanted(purpose.get()));
                List<AccessView> access = administration.accessesOf(caller, slug);
                return Response.ok(Templates.credentials(slug, client, server, Commands.of(server, client, access)))
                        .build();
            } catch (ProblemException e) {
                faults.add(e, "slug");
            }
        }
        return Response.status(422).entity(form(form, faults)).build();
    }

    private TemplateInstance form(NewcomerForm form, Faults faults) {
        return Templates.newcomer(
                form, faults, members.collections(current.get()), Sector.values(), Trust.values(), Purpose.values());
    }
}
