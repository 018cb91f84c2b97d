package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** CSV with a header row that names keys of the API. */
final class CsvRows {

    static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(false)
            .setTrim(true)
            .get();

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");

    private CsvRows() {}

    /** Without the byte order mark that spreadsheets begin a file with. */
    static Reader withoutMark(Reader csv) throws IOException {
        Reader reader = new BufferedReader(csv);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** @param e of the parser: no CSV, or a column twice */
    static Failure broken(RuntimeException e) {
        return Failure.usage("The file is not CSV with a header row: " + e.getMessage());
    }

    static boolean isEmpty(CSVRecord row) {
        return row.size() == 1 && row.get(0).isEmpty();
    }

    /** Puts a number, or what else stands there: what may, the server says. */
    static void putNumber(ObjectNode object, String key, String cell) {
        if (NUMBER.matcher(cell).matches()) {
            object.put(key, new BigDecimal(cell));
        } else {
            object.put(key, cell);
        }
    }
}
