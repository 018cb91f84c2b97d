package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Opinions in CSV with a header row: its columns are the keys of the API, those of {@code actions} beside the others. */
final class OpinionCsv implements OpinionBatches {

    private static final List<String> REQUIRED = List.of("indicatorId", "opinion");
    private static final String REASON = "reason";
    private static final Set<String> ACTIONS = Set.of("matched", "removed", "removedBeforeView", "upheldAppeals");

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private boolean broken;

    OpinionCsv(InputStream in) throws IOException {
        Reader reader = CsvRows.withoutMark(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            this.parser = CSVParser.parse(reader, CsvRows.FORMAT);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw CsvRows.broken(e);
        }
        this.records = parser.iterator();
        this.columns = parser.getHeaderNames();
        for (String column : columns) {
            if (!REQUIRED.contains(column) && !column.equals(REASON) && !ACTIONS.contains(column)) {
                throw Failure.usage("There is no column '" + column + "' of opinions.");
            }
        }
        if (!columns.containsAll(REQUIRED)) {
            throw Failure.usage(
                    "The first line must name the columns, " + String.join(" and ", REQUIRED) + " among them.");
        }
    }

    @Override
    public Optional<OpinionBatch> next() {
        List<OpinionBatch.Item> items = new ArrayList<>();
        List<Rejection> unsent = new ArrayList<>();
        while (!broken && items.size() < OpinionBatch.MOST && unsent.size() < OpinionBatch.MOST) {
            int line = Math.toIntExact(parser.getCurrentLineNumber() + 1);
            try {
                if (!records.hasNext()) {
                    break;
                }
                read(records.next(), line, items, unsent);
            } catch (UncheckedIOException e) { // of the parser
                broken = true;
                unsent.add(new Rejection(
                        line, "", "", "is not CSV, and nothing from here on was read: " + e.getMessage()));
            }
        }
        return items.isEmpty() && unsent.isEmpty() ? Optional.empty() : Optional.of(new OpinionBatch(items, unsent));
    }

    private void read(CSVRecord row, int line, List<OpinionBatch.Item> items, List<Rejection> unsent) {
        if (row.size() > columns.size()) {
            String reason = "has " + row.size() + " cells, the header has " + columns.size();
            unsent.add(new Rejection(line, "", "", reason));
        } else if (!CsvRows.isEmpty(row)) {
            items.add(new OpinionBatch.Item(line, item(row)));
        }
    }

    private ObjectNode item(CSVRecord row) {
        ObjectNode item = Json.object();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String column = columns.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (ACTIONS.contains(column)) {
                CsvRows.putNumber(item.withObjectProperty("actions"), column, cell);
            } else {
                item.put(column, cell);
            }
        }
        return item;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
