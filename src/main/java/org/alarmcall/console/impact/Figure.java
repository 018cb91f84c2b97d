package org.alarmcall.console.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that answer one question. The chart, the table and the file are all made of this.
 *
 * @param id in addresses, for example {@code removed}
 * @param scope of which months and what else, for example {@code 2026-01 to 2026-06, ivory}
 * @param note what the numbers are, under the title
 * @param internal whether it is for the coalition's eyes: nothing keeps others from subtracting one answer from another
 * @param key what a row stands for
 */
public record Figure(
        String id,
        String title,
        String scope,
        String note,
        boolean internal,
        Column key,
        Shape shape,
        List<Column> columns,
        List<Row> rows) {

    /** How it is drawn. */
    enum Shape {
        /** A bar for each row, side by side: months. */
        BARS,
        /** As these, one column on top of the other. */
        STACKED,
        /** Lying bars with their numbers: what has longer names. */
        ACROSS
    }

    /**
     * What stands in each row.
     *
     * @param name in files, as the API names it
     * @param drawn whether the chart has it, or the table only
     */
    public record Column(String name, String title, Unit unit, boolean drawn) {

        static Column drawn(String name, String title, Unit unit) {
            return new Column(name, title, unit, true);
        }

        static Column table(String name, String title, Unit unit) {
            return new Column(name, title, unit, false);
        }
    }

    /**
     * A line of the table.
     *
     * @param key in files
     * @param label on the page
     * @param values one for each column; null where there is nothing to divide
     * @param hidden in place of the values: why there are none
     */
    public record Row(
            String key,
            String label,
            List<@Nullable Number> values,
            @Nullable String hidden) {}

    private static final String NOTHING = "–";

    public boolean isEmpty() {
        return rows.stream().allMatch(row -> row.hidden() != null);
    }

    static List<@Nullable Number> values(@Nullable Number... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    List<Column> drawn() {
        return columns.stream().filter(Column::drawn).toList();
    }

    /** Lying bars leave out what is hidden; months keep their places. */
    List<Row> drawnRows() {
        return rows.stream()
                .filter(row -> shape != Shape.ACROSS || row.hidden() == null)
                .toList();
    }

    /** The row's values as they read in the table. */
    public List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Number value = row.values().get(i);
            cells.add(value == null ? NOTHING : columns.get(i).unit().words(value.doubleValue()));
        }
        return cells;
    }
}
