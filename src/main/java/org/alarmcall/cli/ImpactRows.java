package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A month of the impact ledger as CSV with a header row: its columns are the keys of the API. Only the form is looked at
 * here; what the numbers may be, the server says.
 *
 * @param body as the server takes it
 * @param lines of the file, for each row of the body
 * @param misshapen rows that can't be made into one of the body's, with their lines
 */
record ImpactRows(ObjectNode body, List<Integer> lines, List<Rejection> misshapen) {

    private static final String CATEGORY = "policyCategory";
    private static final List<String> REQUIRED = List.of(
            CATEGORY,
            "scanned",
            "matched",
            "confirmed",
            "removed",
            "removedBeforeView",
            "fromSharedSignals",
            "appeals",
            "appealsUpheld");
    private static final String OPTIONAL = "medianHoursLive";

    static ImpactRows read(Reader csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(CsvRows.withoutMark(csv), CsvRows.FORMAT)) {
            List<String> columns = parser.getHeaderNames();
            checkHeader(columns);
            ImpactRows read = new ImpactRows(Json.object(), new ArrayList<>(), new ArrayList<>());
            ArrayNode rows = read.body.putArray("rows");
            long before = parser.getCurrentLineNumber();
            for (CSVRecord record : parser) {
                int line = Math.toIntExact(before + 1);
                before = parser.getCurrentLineNumber();
                if (record.size() > columns.size()) {
                    String reason = "has " + record.size() + " cells, the header has " + columns.size();
                    read.misshapen.add(new Rejection(line, "", "", reason));
                } else if (!CsvRows.isEmpty(record)) {
                    rows.add(row(columns, record));
                    read.lines.add(line);
                }
            }
            return read;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw CsvRows.broken(e);
        }
    }

    private static void checkHeader(List<String> columns) {
        List<String> missing = new ArrayList<>(REQUIRED);
        missing.removeAll(columns);
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(REQUIRED);
        unknown.remove(OPTIONAL);
        if (missing.isEmpty() && unknown.isEmpty()) {
            return;
        }
        throw Failure.usage("The first line must name the columns " + String.join(", ", REQUIRED) + "; it may name "
                + OPTIONAL + "." + named("Missing", missing) + named("Unknown", unknown)
                + (missing.isEmpty() ? "" : " Where there was none of something, write 0."));
    }

    private static String named(String what, List<String> columns) {
        return columns.isEmpty() ? "" : " " + what + ": " + String.join(", ", columns) + ".";
    }

    private static ObjectNode row(List<String> columns, CSVRecord record) {
        ObjectNode row = Json.object();
        for (int i = 0; i < record.size(); i++) {
            String cell = record.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (columns.get(i).equals(CATEGORY)) {
                row.put(CATEGORY, cell);
            } else {
                CsvRows.putNumber(row, columns.get(i), cell);
            }
        }
        return row;
    }
}
