package org.alarmcall.platform;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Columns of a set of rows as PostgreSQL arrays, for {@code unnest} and {@code ANY}. In binary: the driver sends most
 * arrays of objects as text, and making and reading that took a third of the time of a bulk insert.
 */
public final class SqlArrays {

    private static final int BYTES_AN_ELEMENT = 24;
    private static final int HEADER_BYTES = 20;

    private SqlArrays() {}

    public static Array uuids(Connection connection, Collection<UUID> values) throws SQLException {
        return array(connection, Oid.UUID_ARRAY, Oid.UUID, values, BinaryFields::uuid);
    }

    public static Array texts(Connection connection, Collection<? extends @Nullable String> values)
            throws SQLException {
        return array(connection, Oid.TEXT_ARRAY, Oid.TEXT, values, BinaryFields::text);
    }

    public static Array shorts(Connection connection, Collection<? extends @Nullable Short> values)
            throws SQLException {
        return array(connection, Oid.INT2_ARRAY, Oid.INT2, values, BinaryFields::int2);
    }

    public static Array integers(Connection connection, Collection<Integer> values) throws SQLException {
        return array(connection, Oid.INT4_ARRAY, Oid.INT4, values, BinaryFields::int4);
    }

    public static Array longs(Connection connection, Collection<? extends @Nullable Long> values) throws SQLException {
        return array(connection, Oid.INT8_ARRAY, Oid.INT8, values, BinaryFields::int8);
    }

    public static Array booleans(Connection connection, Collection<Boolean> values) throws SQLException {
        return array(connection, Oid.BOOL_ARRAY, Oid.BOOL, values, BinaryFields::bool);
    }

    public static Array bytes(Connection connection, Collection<byte @Nullable []> values) throws SQLException {
        return array(connection, Oid.BYTEA_ARRAY, Oid.BYTEA, values, BinaryFields::bytea);
    }

    public static Array dates(Connection connection, Collection<LocalDate> values) throws SQLException {
        return array(connection, Oid.DATE_ARRAY, Oid.DATE, values, BinaryFields::date);
    }

    /** Microseconds count; what is finer is cut off. */
    public static Array times(Connection connection, Collection<? extends @Nullable Instant> values)
            throws SQLException {
        return array(connection, Oid.TIMESTAMPTZ_ARRAY, Oid.TIMESTAMPTZ, values, BinaryFields::timestamptz);
    }

    /** A field of each row, for one of the other methods. */
    public static <R, C extends @Nullable Object> Collection<C> column(Collection<R> rows, Function<R, C> field) {
        Collection<C> column = new ArrayList<>(rows.size());
        for (R row : rows) {
            column.add(field.apply(row));
        }
        return column;
    }

    /** One dimension that begins at 1, as in {@code array_recv} of PostgreSQL. */
    private static <T extends @Nullable Object> Array array(
            Connection connection,
            int arrayType,
            int elementType,
            Collection<? extends T> values,
            BiConsumer<BinaryFields, T> writer)
            throws SQLException {
        BinaryFields fields = new BinaryFields(HEADER_BYTES + values.size() * BYTES_AN_ELEMENT);
        fields.room(HEADER_BYTES)
                .putInt(values.isEmpty() ? 0 : 1)
                .putInt(0) // whether there are nulls: PostgreSQL finds out by itself
                .putInt(elementType);
        if (!values.isEmpty()) {
            fields.room(8).putInt(values.size()).putInt(1);
        }
        for (T value : values) {
            writer.accept(fields, value);
        }
        ByteBuffer buffer = fields.room(0);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        return new PgArray(connection.unwrap(BaseConnection.class), arrayType, bytes);
    }
}
