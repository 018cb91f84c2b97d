package org.alarmcall.indicator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.apache.commons.csv.CSVRecord;

/** The header of a CSV body: which column stands where. */
final class CsvColumns {

    /** What is said of a listing, the same on each of its rows. */
    static final List<String> OF_LISTING =
            List.of("observedAt", "taxon", "term", "claimedSource", "country", "language", "policyCategory", "note");

    private static final List<String> REQUIRED =
            List.of("reference", "observedAt", "taxon", "policyCategory", "type", "value");
    private static final List<String> ALL = List.of(
            "reference",
            "observedAt",
            "taxon",
            "term",
            "claimedSource",
            "country",
            "language",
            "policyCategory",
            "type",
            "value",
            "quality",
            "note");

    private final Map<String, Integer> places;
    private final int size;

    private CsvColumns(Map<String, Integer> places, int size) {
        this.places = places;
        this.size = size;
    }

    /**
     * Reads the header.
     *
     * @throws ProblemException 422 that names each unknown, repeated or missing column
     */
    static CsvColumns of(CSVRecord header) {
        Map<String, Integer> places = new HashMap<>();
        FieldErrors errors = new FieldErrors(1);
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!ALL.contains(name)) {
                errors.add(FieldErrors.child("", name), "is no column; there are " + String.join(", ", ALL));
            } else if (places.putIfAbsent(name, i) != null) {
                errors.add("/" + name, "stands twice in the header");
            }
        }
        for (String name : REQUIRED) {
            if (!places.containsKey(name)) {
                errors.add("/" + name, "is a column that is required");
            }
        }
        if (!errors.isEmpty()) {
            List<FieldError> list = new ArrayList<>(errors.list());
            throw new ProblemException(Problem.INVALID, "The header row can't be used.", list, Map.of());
        }
        return new CsvColumns(places, header.size());
    }

    int size() {
        return size;
    }

    /** The cell of a column; empty when the column or the cell is missing. */
    String cell(CSVRecord row, String column) {
        Integer place = places.get(column);
        return place == null || place >= row.size() ? "" : row.get(place);
    }
}
