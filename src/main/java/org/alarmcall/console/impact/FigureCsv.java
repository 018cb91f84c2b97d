package org.alarmcall.console.impact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The table of a figure as CSV (RFC 4180) with a header row: plain numbers; what is hidden is empty. */
final class FigureCsv {

    private FigureCsv() {}

    static String of(Figure figure) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            List<@Nullable Object> header = new ArrayList<>();
            header.add(figure.key().name());
            figure.columns().forEach(column -> header.add(column.name()));
            csv.printRecord(header);
            for (Figure.Row row : figure.rows()) {
                List<@Nullable Object> cells = new ArrayList<>();
                cells.add(row.key());
                cells.addAll(
                        row.hidden() == null
                                ? row.values()
                                : Collections.nCopies(figure.columns().size(), null));
                csv.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail", e);
        }
        return text.toString();
    }
}
