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
 */
record ImpactRows(ObjectNode body, List<Integer> lines) {

    private static final String CATEGORY = "policyCategory";

    static ImpactRows read(Reader csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(csv, CsvRows.FORMAT)) {
            List<String> columns = parser.getHeaderNames();
            if (!columns.contains(CATEGORY)) {
                throw Failure.usage("The first line must name the columns, " + CATEGORY + " among them.");
            }
            ObjectNode body = Json.object();
            ArrayNode rows = body.putArray("rows");
            List<Integer> lines = new ArrayList<>();
            long before = parser.getCurrentLineNumber();
            for (CSVRecord record : parser) {
                int line = Math.toIntExact(before + 1);
                before = parser.getCurrentLineNumber();
                if (!CsvRows.isEmpty(record)) {
                    rows.add(row(columns, record, line));
                    lines.add(line);
                }
            }
            return new ImpactRows(body, lines);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw CsvRows.broken(e);
        }
    }

    private static ObjectNode row(List<String> columns, CSVRecord record, int line) {
        if (record.size() > columns.size()) {
            throw Failure.usage(
                    "Line " + line + " has " + record.size() + " cells, the header has " + columns.size() + ".");
        }
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
