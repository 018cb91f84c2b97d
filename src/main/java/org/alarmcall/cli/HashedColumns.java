package org.alarmcall.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alarmcall.cli.hashing.Hash;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The columns of a CSV file: those that are hashed and do not leave this machine, and those that are sent. */
final class HashedColumns {

    /** A column that is hashed. */
    enum Column {
        FILE,
        TEXT,
        URL,
        ACCOUNT;

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final CSVFormat OUTPUT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /** What the server, which never sees them, doesn't say of a header. */
    static final String SENTENCE = "Besides, the columns file, text, url and account are hashed on this machine;"
            + " with one of them type and value are not required.";

    private static final String REFERENCE = "reference";
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    private static final String QUALITY = "quality";

    private final List<String> names;
    private final List<String> sent = new ArrayList<>();

    HashedColumns(List<String> names) {
        this.names = names;
        for (String name : names) {
            if (!isHashed(name)) {
                sent.add(name);
            }
        }
        for (String name : List.of(TYPE, VALUE, QUALITY)) {
            if (!sent.contains(name)) {
                sent.add(name);
            }
        }
    }

    private static boolean isHashed(String name) {
        for (Column column : Column.values()) {
            if (column.title().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is nothing to be hashed. */
    boolean isPlain() {
        return names.stream().noneMatch(HashedColumns::isHashed);
    }

    boolean has(Column column) {
        return names.contains(column.title());
    }

    int size() {
        return names.size();
    }

    int breaksInHeader() {
        return breaks(names);
    }

    /** Line breaks within quotes. */
    static int breaks(List<String> cells) {
        return (int) cells.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
    }

    String cell(CSVRecord row, Column column) {
        return cell(row, column.title());
    }

    String reference(CSVRecord row) {
        return cell(row, REFERENCE);
    }

    /** The header that is sent, with its line break. */
    String header() {
        return OUTPUT.format(sent.toArray()) + "\n";
    }

    /** A row for each hash, and one for the indicator that the row itself has; the row as it is when it has neither. */
    String rows(CSVRecord row, List<Hash> hashes) {
        StringBuilder rows = new StringBuilder();
        if (hashes.isEmpty() || !cell(row, VALUE).isBlank()) {
            append(rows, row, cell(row, TYPE), cell(row, VALUE), cell(row, QUALITY));
        }
        for (Hash hash : hashes) {
            append(
                    rows,
                    row,
                    hash.fingerprint().type().wire(),
                    hash.fingerprint().canonical(),
                    hash.quality() == null ? "" : hash.quality().toString());
        }
        return rows.toString();
    }

    private void append(StringBuilder rows, CSVRecord row, String type, String value, String quality) {
        Object[] cells = sent.stream()
                .map(name -> switch (name) {
                    case TYPE -> type;
                    case VALUE -> value;
                    case QUALITY -> quality;
                    default -> cell(row, name);
                })
                .toArray();
        rows.append(OUTPUT.format(cells)).append('\n');
    }

    private String cell(CSVRecord row, String name) {
        int column = names.indexOf(name);
        return column < 0 || column >= row.size() ? "" : row.get(column);
    }
}
