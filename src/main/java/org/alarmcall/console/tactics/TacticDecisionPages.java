package org.alarmcall.console.tactics;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Consumer;
import org.alarmcall.console.LabelsForm;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.indicator.WithdrawReason;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.tactic.ReviewTactic;
import org.alarmcall.tactic.TacticEdits;
import org.alarmcall.tactic.TacticReader;
import org.alarmcall.tactic.TacticReview;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * What leads decide of reports. Each form says which revision it was made for; when somebody else was faster, or a field is
 * wrong, the page comes back with what was typed.
 */
@Path(TacticPages.PATH + "/{id}")
@RequiresRole(StaffRole.LEAD)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class TacticDecisionPages {

    private final TacticReview review;
    private final TacticReader reader;
    private final LabelsReader labelsReader;
    private final TacticPages pages;
    private final CurrentCaller current;

    TacticDecisionPages(
            TacticReview review, TacticReader reader, Vocabulary vocabulary, TacticPages pages, CurrentCaller current) {
        this.review = review;
        this.reader = reader;
        this.labelsReader = new LabelsReader(vocabulary);
        this.pages = pages;
        this.current = current;
    }

    @POST
    @Path("/decision")
    public Response decide(
            @PathParam("id") UUID id,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("decision") @DefaultValue("") String decision,
            @FormParam("reason") @DefaultValue("") String reason) {
        return attempt(id, revision, decision, Said.typed(reason, "", ""), caller -> {
            Verdict verdict = Verdict.parse(decision)
                    .orElseThrow(() -> ProblemException.invalid("/decision", "must be approve, reject or return"));
            review.decide(
                    caller, id, verdict, text("/reason", reason), TacticEdits.NONE, number("/revision", revision));
        });
    }

    @POST
    @Path("/withdraw")
    public Response withdraw(
            @PathParam("id") UUID id,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("why") @DefaultValue("") String why,
            @FormParam("comment") @DefaultValue("") String comment) {
        return attempt(id, revision, "withdraw", Said.typed("", why, comment), caller -> {
            WithdrawReason reason =
                    WithdrawReason.parse(why).orElseThrow(() -> ProblemException.invalid("/why", "choose a reason"));
            review.withdraw(caller, id, reason, text("/comment", comment), number("/revision", revision));
        });
    }

    private Response attempt(UUID id, String revision, String done, Said typed, Consumer<Caller> act) {
        Caller caller = current.get();
        try {
            act.accept(caller);
            return Response.seeOther(TacticPages.address(id, done)).build();
        } catch (ProblemException problem) {
            Conflict.mustBeShownInPlace(problem);
            ReviewTactic now = review.get(caller, id);
            return refusal(problem, TacticPages.page(now, typed.refused(problem, isChanged(now, revision))));
        }
    }

    /** {@code step} is {@code rows} to have more rows for code words, else it publishes. */
    @POST
    @Path("/edit")
    public Response edit(
            @PathParam("id") UUID id,
            @FormParam("step") @DefaultValue("") String step,
            @BeanParam TacticForm form,
            @BeanParam LabelsForm labelsForm) {
        Caller caller = current.get();
        if (step.equals("rows")) {
            form.addRows();
            return Response.ok(TacticPages.Templates.edit(review.get(caller, id), form, labelsForm, null))
                    .build();
        }
        try {
            TacticEdits edits = edits(review.get(caller, id), form, labelsForm);
            review.decide(caller, id, Verdict.APPROVE, null, edits, number("/revision", form.revision));
            return Response.seeOther(TacticPages.address(id, Verdict.APPROVE.wire()))
                    .build();
        } catch (ProblemException problem) {
            Conflict.mustBeShownInPlace(problem);
            form.refused(problem);
            ReviewTactic now = review.get(caller, id);
            Conflict conflict = Conflict.of(problem, isChanged(now, form.revision));
            if (conflict != null) {
                form.revision = Integer.toString(now.revision()); // who looks at the present state may publish
            }
            return refusal(problem, TacticPages.Templates.edit(now, form, labelsForm, conflict));
        }
    }

    /** All that is wrong at once, in the labels too. Labels that nobody touched stay as the member sent them. */
    private TacticEdits edits(ReviewTactic report, TacticForm form, LabelsForm labelsForm) {
        Labels typed = labelsForm.read(labelsReader);
        Labels untouched = LabelsForm.of(report.labels()).read(labelsReader);
        TacticEdits edits = reader.edits(form.json(), "");
        if (typed == null || labelsForm.isWrong()) {
            throw ProblemException.invalid("/labels", "something is wrong with the labels");
        }
        return new TacticEdits(
                edits.title(),
                edits.narrative(),
                typed.equals(untouched) ? null : typed,
                edits.techniques(),
                edits.codeWords());
    }

    @POST
    @Path("/merge")
    public Response merge(
            @PathParam("id") UUID id,
            @FormParam("into") @DefaultValue("") String into,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("intoRevision") @DefaultValue("") String intoRevision,
            @FormParam("left") @DefaultValue("") String left) {
        Caller caller = current.get();
        UUID target = uuid(into);
        try {
            review.merge(caller, id, target, number("/revision", revision), number("/intoRevision", intoRevision));
            return Response.seeOther(TacticPages.address(target, "merge")).build();
        } catch (ProblemException problem) {
            Conflict.mustBeShownInPlace(problem);
            boolean isLeft = left.equals(id.toString());
            boolean changed =
                    isChanged(review.get(caller, id), revision) || isChanged(review.get(caller, target), intoRevision);
            return refusal(
                    problem,
                    pages.compare(caller, isLeft ? id : target, isLeft ? target : id, Conflict.of(problem, changed)));
        }
    }

    private static boolean isChanged(ReviewTactic now, String revision) {
        return !revision.equals(Integer.toString(now.revision()));
    }

    private static Response refusal(ProblemException problem, TemplateInstance page) {
        return Response.status(problem.problem().status()).entity(page).build();
    }

    private static @Nullable String text(String pointer, String typed) {
        if (typed.isBlank()) {
            return null;
        }
        String text = typed.strip().replace("\r\n", "\n");
        String fault = PlainText.linesFault(text, Verdict.MAX_REASON);
        if (fault != null) {
            throw ProblemException.invalid(pointer, fault);
        }
        return text;
    }

    private static int number(String pointer, String typed) {
        if (!typed.matches("[0-9]{1,9}")) {
            throw ProblemException.invalid(pointer, "must be the number that the form has");
        }
        return Integer.parseInt(typed);
    }

    private static UUID uuid(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/into", "must be the id of a report");
        }
    }
}
