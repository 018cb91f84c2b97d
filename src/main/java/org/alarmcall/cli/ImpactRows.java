package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
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
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");

    static ImpactRows read(Reader csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(false)
                .setTrim(true)
                .get();
        try (CSVParser parser = CSVParser.parse(csv, format)) {
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
                if (record.size() > 1 || !record.get(0).isEmpty()) {
                    rows.add(row(columns, record, line));
                    lines.add(line);
                }
            }
            return new ImpactRows(body, lines);
        } catch (UncheckedIOException | IllegalArgumentException e) { // of the parser: no CSV, a column twice
            throw Failure.usage("The file is not CSV with a header row: " + e.getMessage());
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
            if (!columns.get(i).equals(CATEGORY) && NUMBER.matcher(cell).matches()) {
                row.put(columns.get(i), new BigDecimal(cell));
            } else {
                row.put(columns.get(i), cell);
            }
        }
        return row;
    }
}
