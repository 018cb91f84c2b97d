package org.alarmcall.impact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A member's own removals in the words of the EU's DSA transparency database (its schema since July 2025). That database takes
 * a statement for each removal; the ledger has numbers. So this says what a report must add up to, and leaves out what the
 * ledger can't know: ground, source, automation, territory, dates.
 */
public record DsaReport(
        @Schema(description = "Version of the definitions of the numbers.", examples = "2026-11")
        String definitions,

        @Schema(examples = "2026-01") String from,
        @Schema(examples = "2026-12") String to,

        @Schema(description = "By month and policy category; those without a removal are left out.")
        List<Line> items) {

    /** Removals of one category in one month. Keys as in the database's API where it has a word, and lists where it takes lists. */
    @Schema(name = "DsaReportLine")
    public record Line(
            @Schema(examples = "2026-10") String month,
            @Schema(examples = "ivory") String policyCategory,

            @Schema(examples = "[\"DECISION_VISIBILITY_CONTENT_REMOVED\"]") @JsonProperty("decision_visibility")
            List<String> decisionVisibility,

            @Schema(examples = "STATEMENT_CATEGORY_ANIMAL_WELFARE")
            String category,

            @Schema(examples = "[\"KEYWORD_UNLAWFUL_SALE_ANIMALS\"]") @JsonProperty("category_specification")
            List<String> categorySpecification,

            @Schema(description = "Statements of reasons that there must be: one for each removal.")
            long statements,

            long removedBeforeView,
            long fromSharedSignals,
            long appeals,
            long appealsUpheld) {}

    private static final List<String> REMOVED = List.of("DECISION_VISIBILITY_CONTENT_REMOVED");

    private record Words(String category, List<String> specification) {}

    private static final Words ANIMALS =
            new Words("STATEMENT_CATEGORY_ANIMAL_WELFARE", List.of("KEYWORD_UNLAWFUL_SALE_ANIMALS"));

    /** The database has no word for plants. */
    private static final Map<String, Words> OTHER_THAN_ANIMALS = Map.of(
            "timber-plants",
            new Words("STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", List.of("KEYWORD_PROHIBITED_PRODUCTS")));

    static DsaReport of(MonthRange range, Map<YearMonth, List<ImpactRow>> months) {
        List<Line> lines = new ArrayList<>();
        months.forEach((month, rows) ->
                rows.stream().filter(row -> row.removed() > 0).forEach(row -> lines.add(line(month, row))));
        return new DsaReport(
                Definitions.VERSION, range.from().toString(), range.to().toString(), lines);
    }

    private static Line line(YearMonth month, ImpactRow row) {
        Words words = OTHER_THAN_ANIMALS.getOrDefault(row.policyCategory(), ANIMALS);
        return new Line(
                month.toString(),
                row.policyCategory(),
                REMOVED,
                words.category(),
                words.specification(),
                row.removed(),
                row.removedBeforeView(),
                row.fromSharedSignals(),
                row.appeals(),
                row.appealsUpheld());
    }
}
