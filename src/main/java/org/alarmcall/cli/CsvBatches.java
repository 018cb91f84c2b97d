package org.alarmcall.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * So many rows a request, each with the header. Rows with one reference are one listing and stay together: where a
 * later request brought further rows of a listing, they would replace it.
 */
final class CsvBatches implements PushBatches {

    private static final String REFERENCE = "reference";
    private static final CSVFormat OUTPUT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final String header;
    private final int referenceColumn;
    private final int size;
    private final Set<String> finished = new HashSet<>();
    private @Nullable Row ahead;
    private int index;
    private long linesRead;

    /** A record, and the line on which it begins. */
    private record Row(CSVRecord values, int line) {}

    CsvBatches(Path file, int size) throws IOException {
        Reader reader = CsvRows.withoutMark(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        this.parser =
                CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get().parse(reader);
        this.records = parser.iterator();
        this.size = size;
        Row first = read();
        if (first == null) {
            this.header = "";
            this.referenceColumn = 0;
            return;
        }
        this.header = OUTPUT.format((Object[]) first.values().values());
        this.referenceColumn = first.values().toList().indexOf(REFERENCE);
        if (referenceColumn < 0) {
            parser.close();
            throw Failure.usage(file + " has no column 'reference' in its first line.");
        }
        this.ahead = read();
    }

    @Override
    public Optional<PushBatch> next() throws IOException {
        if (ahead == null) {
            return Optional.empty();
        }
        StringBuilder body = new StringBuilder(header).append('\n');
        List<Integer> lines = new ArrayList<>();
        addLines(lines, header, 1);
        Set<String> references = new HashSet<>();
        int rows = 0;
        String open = "";
        for (Row row = ahead; row != null; row = ahead) {
            String reference = reference(row);
            boolean full = rows >= size || body.length() > MOST_BODY_BYTES;
            if (full && !reference.equals(open)) {
                break;
            }
            if (finished.contains(reference)) {
                throw Failure.usage("The rows of the listing " + reference + " are not together (line " + row.line()
                        + "). Sort the file by reference.");
            }
            String text = OUTPUT.format((Object[]) row.values().values());
            body.append(text).append('\n');
            addLines(lines, text, row.line());
            references.add(reference);
            open = reference;
            rows++;
            ahead = read();
        }
        finished.addAll(references);
        return Optional.of(new PushBatch(
                index++,
                body.toString().getBytes(StandardCharsets.UTF_8),
                references.size(),
                lines.stream().mapToInt(Integer::intValue).toArray(),
                List.of(),
                ahead == null ? Long.MAX_VALUE : ahead.values().getCharacterPosition()));
    }

    /** A quoted value may hold line breaks: then the row takes several lines, here as in the original. */
    private static void addLines(List<Integer> lines, String text, int first) {
        int breaks = (int) text.chars().filter(c -> c == '\n').count();
        for (int i = 0; i <= breaks; i++) {
            lines.add(first + i);
        }
    }

    private String reference(Row row) {
        return row.values().size() > referenceColumn ? row.values().get(referenceColumn) : "";
    }

    private @Nullable Row read() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord values = records.next();
            int line = Math.toIntExact(linesRead + 1);
            linesRead = parser.getCurrentLineNumber();
            return new Row(values, line);
        } catch (UncheckedIOException e) {
            throw Failure.usage("Line " + (linesRead + 1) + " is not CSV: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
