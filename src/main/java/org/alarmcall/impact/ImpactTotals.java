package org.alarmcall.impact;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The coalition's totals: sums of published cells and of nothing else. */
public record ImpactTotals(
        @Schema(description = "Version of the definitions of the numbers.", examples = "2026-11")
        String definitions,

        @Schema(examples = "2026-01") String from,
        @Schema(examples = "2026-12") String to,
        @Schema(enumeration = {"cell", "month", "category"}) String by,

        @Schema(description = "By month and policy category; what has no published cell is left out.")
        List<Row> items,

        @Schema(description = "Of all published cells.") Row total) {

    /** What a row of the answer stands for. */
    public enum By {
        CELL("cell"),
        MONTH("month"),
        CATEGORY("category");

        private static final int MAX_SHOWN = 40;

        private final String wire;

        By(String wire) {
            this.wire = wire;
        }

        /** As in a query; a 422 for another word. */
        static By parse(String text) {
            return Arrays.stream(values())
                    .filter(by -> by.wire.equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> Problem.INVALID.because("The query parameter by is cell, month or category, not '"
                                    + PlainText.shown(text, MAX_SHOWN) + "'."));
        }
    }

    /** A cell, a margin, or the whole. */
    @Schema(name = "ImpactTotalsRow")
    public record Row(
            @Schema(description = "Null: of all months asked for.", examples = "2026-10") @Nullable
            String month,

            @Schema(description = "Null: of all categories.", examples = "ivory") @Nullable
            String policyCategory,

            @Schema(description = "Published cells that are summed up.")
            int cells,

            @Schema(
                    description = "Cells that are not published: too few members fill them, or nobody. Which of the"
                            + " two is not said.")
            int suppressedCells,

            @Schema(description = "Members that the cell is made of; null where it is of several cells.") @Nullable
            Integer members,

            long scanned,
            long matched,
            long confirmed,
            long removed,
            long removedBeforeView,
            long fromSharedSignals,
            long appeals,
            long appealsUpheld,

            @Schema(description = "removedBeforeView / removed, to four digits; null when nothing was removed.")
            @Nullable
            Double shareRemovedBeforeView,

            @Schema(description = "fromSharedSignals / removed, to four digits; null when nothing was removed.")
            @Nullable
            Double shareFromSharedSignals,

            @Schema(
                    description = "The range of the median of the members' medians; null where too few measure it, and"
                            + " where the row is of several cells.")
            @Nullable
            HoursLive medianHoursLive) {

        long measure(Measure measure) {
            return measure.of(new Counts(
                    scanned,
                    matched,
                    confirmed,
                    removed,
                    removedBeforeView,
                    fromSharedSignals,
                    appeals,
                    appealsUpheld));
        }
    }

    static ImpactTotals of(MonthRange range, By by, List<PublishedCell> cells, Set<String> policyCategories) {
        Set<String> categories = new HashSet<>(policyCategories);
        cells.forEach(cell -> categories.add(cell.policyCategory()));
        List<Row> items = switch (by) {
            case CELL -> cells.stream().map(ImpactTotals::cell).toList();
            case MONTH -> margins(cells, PublishedCell::month, (month, of) -> row(month, null, of, categories.size()));
            case CATEGORY ->
                margins(
                        cells,
                        PublishedCell::policyCategory,
                        (category, of) -> row(null, category, of, range.months()));
        };
        return new ImpactTotals(
                Definitions.VERSION,
                range.from().toString(),
                range.to().toString(),
                by.wire,
                items,
                row(null, null, cells, range.months() * categories.size()));
    }

    private interface Margin<K> {
        Row of(K key, List<PublishedCell> cells);
    }

    private static <K extends Comparable<K>> List<Row> margins(
            List<PublishedCell> cells, Function<PublishedCell, K> key, Margin<K> margin) {
        Map<K, List<PublishedCell>> byKey =
                cells.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>(byKey.size());
        byKey.forEach((of, cellsOf) -> rows.add(margin.of(of, cellsOf)));
        return rows;
    }

    private static Row cell(PublishedCell cell) {
        return row(cell.month(), cell.policyCategory(), 1, 0, cell.members(), cell.sums(), cell.hoursLive());
    }

    private static Row row(
            @Nullable YearMonth month, @Nullable String category, Collection<PublishedCell> cells, int possible) {
        Counts sums = cells.stream().map(PublishedCell::sums).reduce(Counts.NONE, Counts::plus);
        return row(month, category, cells.size(), possible - cells.size(), null, sums, null);
    }

    private static Row row(
            @Nullable YearMonth month,
            @Nullable String category,
            int cells,
            int suppressed,
            @Nullable Integer members,
            Counts sums,
            @Nullable HoursLive hoursLive) {
        return new Row(
                month == null ? null : month.toString(),
                category,
                cells,
                suppressed,
                members,
                sums.scanned(),
                sums.matched(),
                sums.confirmed(),
                sums.removed(),
                sums.removedBeforeView(),
                sums.fromSharedSignals(),
                sums.appeals(),
                sums.appealsUpheld(),
                share(sums.removedBeforeView(), sums.removed()),
                share(sums.fromSharedSignals(), sums.removed()),
                hoursLive);
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : Math.round(10_000.0 * part / whole) / 10_000.0;
    }
}
