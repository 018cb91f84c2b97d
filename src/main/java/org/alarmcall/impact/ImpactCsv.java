package org.alarmcall.impact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Answers as CSV (RFC 4180) with a header row; what is null is an empty cell. */
final class ImpactCsv {

    private static final List<String> MEASURES =
            Arrays.stream(Measure.values()).map(Measure::wire).toList();

    private ImpactCsv() {}

    /** The last row, without month and category, is the total. */
    static String of(ImpactTotals totals) {
        List<String> header = new ArrayList<>(
                List.of("definitions", "month", "policyCategory", "cells", "suppressedCells", "members"));
        header.addAll(MEASURES);
        header.addAll(List.of(
                "shareRemovedBeforeView", "shareFromSharedSignals", "medianHoursLiveFrom", "medianHoursLiveBelow"));
        return print(
                header,
                Stream.concat(totals.items().stream(), Stream.of(totals.total()))
                        .map(row -> cells(totals.definitions(), row)));
    }

    private static List<@Nullable Object> cells(String definitions, ImpactTotals.Row row) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(definitions);
        cells.add(row.month());
        cells.add(row.policyCategory());
        cells.add(row.cells());
        cells.add(row.suppressedCells());
        cells.add(row.members());
        for (Measure measure : Measure.values()) {
            cells.add(row.measure(measure));
        }
        cells.add(row.shareRemovedBeforeView());
        cells.add(row.shareFromSharedSignals());
        HoursLive hours = row.medianHoursLive();
        cells.add(hours == null ? null : hours.from());
        cells.add(hours == null ? null : hours.below());
        return cells;
    }

    static String of(DsaReport report) {
        List<String> header = List.of(
                "definitions",
                "month",
                "policyCategory",
                "decision_visibility",
                "category",
                "category_specification",
                "statements",
                "removedBeforeView",
                "fromSharedSignals",
                "appeals",
                "appealsUpheld");
        return print(
                header,
                report.items().stream()
                        .map(line -> List.of(
                                report.definitions(),
                                line.month(),
                                line.policyCategory(),
                                String.join(" ", line.decisionVisibility()),
                                line.category(),
                                String.join(" ", line.categorySpecification()),
                                line.statements(),
                                line.removedBeforeView(),
                                line.fromSharedSignals(),
                                line.appeals(),
                                line.appealsUpheld())));
    }

    private static String print(List<String> header, Stream<? extends List<?>> rows) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            printer.printRecords(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail", e);
        }
        return text.toString();
    }
}
