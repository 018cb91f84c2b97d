package org.alarmcall.indicator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The listings of a CSV body (RFC 4180) with a header row. Rows with one reference that follow each other are one
 * listing with an indicator a row. An empty cell is an absent field. Quotes that don't close end the request, since
 * nobody can say where the next row begins.
 */
final class CsvListings implements ListingSource {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern SMALL_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final MeteredBody body;
    private final ListingReader reader;
    private final References references = new References();
    private @Nullable Rows rows;
    private int count;

    CsvListings(InputStream body, ListingReader reader) {
        this.body = new MeteredBody(body, () -> "on line " + (rows == null ? 1 : rows.line));
        this.reader = reader;
    }

    @Override
    public @Nullable ListingResult next() throws IOException {
        try {
            Rows in = rows == null ? start() : rows;
            Row first = in.take();
            if (first == null) {
                return null;
            }
            if (count == MAX_STREAMED_LISTINGS) {
                throw Problem.TOO_LARGE.because(
                        "The body has more than " + MAX_STREAMED_LISTINGS + " listings; send several requests.");
            }
            ListingResult result = references.check(read(in, first));
            count++;
            return result;
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : broken(cause);
        } catch (CharacterCodingException | CSVException e) {
            throw broken(e);
        }
    }

    private IOException broken(IOException cause) {
        String near = "at or after line " + (rows == null ? 1 : rows.line);
        if (cause instanceof CharacterCodingException) {
            throw Problem.MALFORMED.because("The body is not valid UTF-8, " + near + ".");
        }
        if (cause instanceof CSVException) {
            throw Problem.MALFORMED.because("The body is no CSV of RFC 4180, " + near + ": "
                    + PlainText.shown(String.valueOf(cause.getMessage()), 200));
        }
        return cause;
    }

    private Rows start() throws IOException {
        CSVParser parser = CSVParser.builder()
                .setReader(BodyText.reader(body))
                .setFormat(CSVFormat.RFC4180)
                .get();
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            throw new ProblemException(
                    Problem.INVALID,
                    "The body is empty.",
                    List.of(new FieldError("", 1, "The header row is missing.")),
                    Map.of());
        }
        rows = new Rows(parser, records, CsvColumns.of(records.next()));
        return rows;
    }

    private ListingResult read(Rows in, Row first) {
        CsvColumns columns = in.columns;
        String reference = columns.cell(first.record(), "reference");
        ArrayNode indicators = NODES.arrayNode();
        List<Integer> lines = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>(0);
        int carried = 0;
        for (Row row = first; row != null; row = reference.isEmpty() ? null : in.takeIf(reference)) {
            carried++;
            if (row.record().size() != columns.size()) {
                add(errors, "", row.line(), "has " + row.record().size() + " cells, the header has " + columns.size());
                continue;
            }
            for (String column : CsvColumns.OF_LISTING) {
                if (row.line() != first.line()
                        && !columns.cell(row.record(), column).equals(columns.cell(first.record(), column))) {
                    add(
                            errors,
                            '/' + column,
                            row.line(),
                            "differs from line " + first.line() + "; rows with one reference are one listing");
                }
            }
            // One more than allowed is enough to be refused.
            if (indicators.size() <= ListingReader.MAX_INDICATORS) {
                indicators.add(indicator(columns, row.record()));
                lines.add(row.line());
            }
        }
        if (!errors.isEmpty()) {
            String shown = reference.isEmpty() ? null : PlainText.shown(reference, ListingReader.MAX_REFERENCE);
            return new RejectedListing(count, first.line(), shown, carried, List.copyOf(errors));
        }
        ObjectNode listing = listing(columns, first.record());
        listing.set("indicators", indicators);
        return byColumn(reader.read(count, first.line(), "", listing), lines);
    }

    private static void add(List<FieldError> errors, String pointer, int line, String detail) {
        if (errors.size() < FieldErrors.MAX) {
            errors.add(new FieldError(pointer, line, detail));
        }
    }

    private static ObjectNode listing(CsvColumns columns, CSVRecord row) {
        ObjectNode listing = NODES.objectNode();
        ObjectNode labels = NODES.objectNode();
        put(listing, "reference", columns.cell(row, "reference"));
        put(listing, "observedAt", columns.cell(row, "observedAt"));
        String taxon = columns.cell(row, "taxon");
        if (!taxon.isBlank()) {
            labels.set("taxon", NODES.objectNode().put("scientificName", taxon));
        }
        for (String label : List.of("term", "claimedSource", "country", "language", "policyCategory")) {
            put(labels, label, columns.cell(row, label));
        }
        listing.set("labels", labels);
        put(listing, "note", columns.cell(row, "note"));
        return listing;
    }

    private static ObjectNode indicator(CsvColumns columns, CSVRecord row) {
        ObjectNode indicator = NODES.objectNode();
        put(indicator, "type", columns.cell(row, "type"));
        put(indicator, "value", columns.cell(row, "value"));
        String quality = columns.cell(row, "quality");
        if (SMALL_NUMBER.matcher(quality).matches()) {
            indicator.put("quality", Integer.parseInt(quality));
        } else {
            put(indicator, "quality", quality);
        }
        return indicator;
    }

    private static void put(ObjectNode object, String key, String cell) {
        if (!cell.isBlank()) {
            object.put(key, cell);
        }
    }

    /** Errors are named by column and by the line of the row, not by the object that a row was turned into. */
    private static ListingResult byColumn(ListingResult result, List<Integer> lines) {
        if (result instanceof RejectedListing r) {
            return new RejectedListing(
                    r.ordinal(), r.line(), r.reference(), r.indicators(), byColumn(r.errors(), lines));
        }
        ParsedListing p = (ParsedListing) result;
        List<RejectedIndicator> rejected = p.rejected().stream()
                .map(i -> new RejectedIndicator(i.index(), i.type(), i.value(), byColumn(i.errors(), lines)))
                .toList();
        return new ParsedListing(
                p.ordinal(),
                p.line(),
                p.reference(),
                p.observedAt(),
                p.labels(),
                p.labelsJson(),
                p.note(),
                p.indicators(),
                rejected);
    }

    private static List<FieldError> byColumn(List<FieldError> errors, List<Integer> lines) {
        return errors.stream().map(error -> byColumn(error, lines)).toList();
    }

    private static FieldError byColumn(FieldError error, List<Integer> lines) {
        String pointer = error.pointer();
        String column = pointer.startsWith("/labels/taxon") ? "/taxon" : pointer.replace("/labels/", "/");
        if (!pointer.startsWith("/indicators")) {
            return new FieldError(column, error.line(), error.detail());
        }
        String[] parts = pointer.split("/", -1);
        if (parts.length < 4) {
            return new FieldError("", error.line(), "must have 1 to " + ListingReader.MAX_INDICATORS + " rows");
        }
        return new FieldError("/" + parts[3], lines.get(Integer.parseInt(parts[2])), error.detail());
    }

    private record Row(int line, CSVRecord record) {}

    /** The rows after the header with their lines, one looked ahead; blank lines are left out. */
    private final class Rows {

        private final CSVParser parser;
        private final Iterator<CSVRecord> records;
        private final CsvColumns columns;
        private @Nullable Row ahead;
        private int line = 1;

        Rows(CSVParser parser, Iterator<CSVRecord> records, CsvColumns columns) {
            this.parser = parser;
            this.records = records;
            this.columns = columns;
        }

        @Nullable
        Row take() {
            Row row = peek();
            ahead = null;
            return row;
        }

        @Nullable
        Row takeIf(String reference) {
            Row row = peek();
            return row != null && columns.cell(row.record(), "reference").equals(reference) ? take() : null;
        }

        private @Nullable Row peek() {
            while (ahead == null) {
                body.nextListing();
                line = (int) parser.getCurrentLineNumber() + 1;
                if (!records.hasNext()) {
                    return null;
                }
                CSVRecord record = records.next();
                if (record.size() > 1 || !record.get(0).isBlank()) {
                    ahead = new Row(line, record);
                }
            }
            return ahead;
        }
    }
}
