package org.alarmcall.impact;

import static org.alarmcall.platform.PlainText.given;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The impact ledger: own months, the coalition's totals, the definitions of both. */
@Path("/api/v1/impact")
@Tag(name = "Impact")
@Produces(MediaType.APPLICATION_JSON)
class ImpactResource {

    static final String CSV = "text/csv";

    /** More than any coalition has categories. */
    private static final int MAX_ROWS = 1_000;

    private static final String FROM = "First month, `yyyy-MM`; eleven months before `to` when absent.";
    private static final String TO =
            "Last month, `yyyy-MM`; the present one (UTC) when absent. At most " + MonthRange.MAX_MONTHS + " months.";

    private final Impact impact;
    private final CurrentCaller current;

    ImpactResource(Impact impact, CurrentCaller current) {
        this.impact = impact;
        this.current = current;
    }

    /** A month as sent. */
    @Schema(name = "ImpactMonth")
    record Sent(
            @Schema(
                    implementation = ImpactRow[].class,
                    description = "A row for each policy category, each at most once; the coalition's categories.")
            @NotNull
            @Size(max = MAX_ROWS)
            List<JsonNode> rows) {}

    @PUT
    @Path("/{month}")
    @RequiresScope(Scope.IMPACT_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send a month's numbers of your member",
            description =
                    "Takes the place of what your member has sent for the month: rows that are not in the body are"
                            + " removed. All or nothing: a row that can't be (more removed than confirmed) refuses the whole,"
                            + " and `errors` names what is wrong in each, up to 20 places."
                            + " Sent again unchanged, nothing is written. A change of a month that is long over (45 days, or as"
                            + " configured) is accepted, and written to the audit log with the numbers before and after.")
    @APIResponse(
            responseCode = "200",
            description = "The month as stored",
            content = @Content(schema = @Schema(implementation = OwnMonth.class)))
    public OwnMonth put(
            @Parameter(description = "`yyyy-MM`, from 2015-01 to the present month (UTC).") @PathParam("month")
                    String month,
            @Valid @NotNull Sent body) {
        return impact.put(current.get(), month, body.rows());
    }

    @GET
    @Path("/{month}")
    @RequiresScope(Scope.IMPACT_WRITE)
    @Operation(
            summary = "A month's numbers of your member",
            description = "Nobody but your member's clients sees them by the API.")
    @APIResponse(
            responseCode = "200",
            description = "The month as stored; without rows and `sentAt` when it was not sent",
            content = @Content(schema = @Schema(implementation = OwnMonth.class)))
    public OwnMonth own(
            @Parameter(description = "`yyyy-MM`, from 2015-01 to the present month (UTC).") @PathParam("month")
                    String month) {
        return impact.own(current.get(), month);
    }

    @GET
    @RequiresScope({Scope.IMPACT_READ, Scope.REVIEW, Scope.ADMIN})
    @Operation(
            summary = "The coalition's totals",
            description =
                    "Sums over members of each month and policy category (a cell), and their margins. A cell is shown"
                            + " when at least three members (or as configured) fill it, and changes only when the numbers of at"
                            + " least so many have changed: no difference of answers, over months, categories or time, is"
                            + " the part of fewer. Margins sum up shown cells only. What the numbers mean: `/impact/definitions`."
                            + " With `Accept: text/csv` a row a line, the last one the total.")
    @APIResponse(
            responseCode = "200",
            description = "The totals",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ImpactTotals.class)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public ImpactTotals totals(
            @Parameter(description = FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = "What a row is: `cell`, `month` or `category`.")
                    @QueryParam("by")
                    @DefaultValue("cell")
                    String by) {
        return impact.totals(current.get(), given(from), given(to), ImpactTotals.By.parse(by));
    }

    @GET
    @Produces(CSV)
    @RequiresScope({Scope.IMPACT_READ, Scope.REVIEW, Scope.ADMIN})
    @Operation(hidden = true)
    public String totalsCsv(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @DefaultValue("cell") String by) {
        return ImpactCsv.of(totals(from, to, by));
    }

    @GET
    @Path("/definitions")
    @RequiresScope({
        Scope.SUBMISSIONS_WRITE,
        Scope.TACTICS_WRITE,
        Scope.FEED_READ,
        Scope.LOOKUP_READ,
        Scope.FEEDBACK_WRITE,
        Scope.IMPACT_WRITE,
        Scope.IMPACT_READ,
        Scope.REVIEW,
        Scope.ADMIN
    })
    @Operation(summary = "What the numbers of the ledger mean", description = "Any scope will do.")
    @APIResponse(
            responseCode = "200",
            description = "The definitions and their version, which every answer about impact names",
            content = @Content(schema = @Schema(implementation = Definitions.class)))
    public Definitions definitions() {
        return Definitions.CURRENT;
    }

    @GET
    @Path("/dsa")
    @RequiresScope(Scope.IMPACT_WRITE)
    @Operation(
            summary = "Your member's removals in the words of the DSA transparency database",
            description =
                    "How many statements of reasons of which category there must be, to compare with those that your"
                            + " platform has sent. Ground, source, automation, territory and dates of a removal are not in the"
                            + " ledger, and left out. With `Accept: text/csv` a row a line.")
    @APIResponse(
            responseCode = "200",
            description = "The removals by month and policy category",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DsaReport.class)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public DsaReport dsa(
            @Parameter(description = FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = TO) @QueryParam("to") @Nullable String to) {
        return impact.dsa(current.get(), given(from), given(to));
    }

    @GET
    @Path("/dsa")
    @Produces(CSV)
    @RequiresScope(Scope.IMPACT_WRITE)
    @Operation(hidden = true)
    public String dsaCsv(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return ImpactCsv.of(dsa(from, to));
    }
}
