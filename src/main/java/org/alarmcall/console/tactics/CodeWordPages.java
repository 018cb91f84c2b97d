package org.alarmcall.console.tactics;

import static org.alarmcall.platform.PlainText.given;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.tactic.CodeWords;
import org.alarmcall.tactic.TacticReader;
import org.jspecify.annotations.Nullable;

/** The register of code words, with what ends soonest first, to renew it. */
@Path("/console/code-words")
@RequiresRole(StaffRole.REVIEWER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class CodeWordPages {

    private static final int ROWS = 25;

    private final CodeWords codeWords;
    private final TacticReader reader;
    private final Members members;
    private final CurrentCaller current;

    CodeWordPages(CodeWords codeWords, TacticReader reader, Members members, CurrentCaller current) {
        this.codeWords = codeWords;
        this.reader = reader;
        this.members = members;
        this.current = current;
    }

    /**
     * How a renewal went, shown above the list.
     *
     * @param word as it is now
     * @param typed the end that was asked for
     * @param error what is wrong with that; empty for nothing
     * @param changed whether somebody else has changed the end meanwhile
     */
    record Renewal(CodeWords.Registered word, String typed, String error, boolean changed) {

        public boolean isDone() {
            return error.isEmpty() && !changed;
        }
    }

    @CheckedTemplate(basePath = "console/tactics")
    static class Templates {
        static native TemplateInstance codeWords(
                CodeWordQuery query,
                List<CollectionRef> collections,
                Page<CodeWords.Registered> page,
                @Nullable Renewal renewal);
    }

    @GET
    public TemplateInstance register(@BeanParam CodeWordQuery query) {
        return page(current.get(), query, null);
    }

    private TemplateInstance page(Caller caller, CodeWordQuery query, @Nullable Renewal renewal) {
        return Templates.codeWords(
                query,
                members.readable(caller),
                codeWords.bySunset(
                        caller,
                        given(query.collection),
                        given(query.language.strip()),
                        given(query.q.strip()),
                        !query.isEnded(),
                        given(query.cursor),
                        ROWS),
                renewal);
    }

    /** Answers with the page itself: the word is in another place of the list now, or in the other list. */
    @POST
    @Path("/{id}/renew")
    @RequiresRole(StaffRole.LEAD)
    public Response renew(
            @PathParam("id") UUID id,
            @BeanParam CodeWordQuery query,
            @FormParam("sunset") @DefaultValue("") String sunset,
            @FormParam("seen") @DefaultValue("") String seen) {
        Caller caller = current.get();
        int status = Response.Status.OK.getStatusCode();
        String error = "";
        boolean changed = false;
        try {
            codeWords.renew(caller, id, reader.sunset(sunset, "/sunset"), time(seen));
        } catch (ProblemException problem) {
            Conflict.mustBeShownInPlace(problem);
            status = problem.problem().status();
            changed = problem.errors().isEmpty();
            error = changed ? "" : problem.errors().get(0).detail();
        }
        Renewal renewal = new Renewal(codeWords.get(caller, id), sunset, error, changed);
        return Response.status(status).entity(page(caller, query, renewal)).build();
    }

    private static Instant time(String seen) {
        try {
            return Instant.parse(seen);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("/seen", "must be the time that the form has");
        }
    }
}
