package org.alarmcall.impact;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The numbers as columns of statements. */
final class MeasureColumns {

    private MeasureColumns() {}

    static Counts read(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("scanned"),
                row.getLong("matched"),
                row.getLong("confirmed"),
                row.getLong("removed"),
                row.getLong("removed_before_view"),
                row.getLong("from_shared_signals"),
                row.getLong("appeals"),
                row.getLong("appeals_upheld"));
    }

    static @Nullable Double medianHoursLive(ResultSet row) throws SQLException {
        double hours = row.getDouble("median_hours_live");
        return row.wasNull() ? null : hours;
    }

    /** Sets an array for each measure, in their order, from the parameter on. */
    static <R> void set(
            PreparedStatement statement,
            Connection connection,
            int parameter,
            Collection<R> rows,
            Function<R, Counts> counts)
            throws SQLException {
        for (Measure measure : Measure.values()) {
            statement.setArray(
                    parameter + measure.ordinal(),
                    SqlArrays.longs(connection, SqlArrays.column(rows, row -> measure.of(counts.apply(row)))));
        }
    }

    static Array medians(Connection connection, Collection<@Nullable Double> values) throws SQLException {
        return connection.createArrayOf("float8", values.toArray());
    }
}
