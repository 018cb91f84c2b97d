package org.alarmcall.indicator;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/** Columns of a set of rows as PostgreSQL arrays, for {@code unnest} and {@code ANY}. */
final class SqlArrays {

    private SqlArrays() {}

    static Array uuids(Connection connection, Collection<UUID> values) throws SQLException {
        return connection.createArrayOf("uuid", values.toArray());
    }

    static Array texts(Connection connection, Collection<? extends @Nullable String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    static Array shorts(Connection connection, Collection<? extends @Nullable Short> values) throws SQLException {
        return connection.createArrayOf("int2", values.toArray());
    }

    static Array integers(Connection connection, Collection<Integer> values) throws SQLException {
        return connection.createArrayOf("int4", values.toArray());
    }

    static Array booleans(Connection connection, Collection<Boolean> values) throws SQLException {
        return connection.createArrayOf("bool", values.toArray());
    }

    static Array bytes(Connection connection, Collection<byte[]> values) throws SQLException {
        return connection.createArrayOf("bytea", values.toArray(byte[][]::new));
    }

    static Array types(Connection connection, List<Fingerprint> fingerprints) throws SQLException {
        return connection.createArrayOf(
                "int2", fingerprints.stream().map(f -> f.type().code()).toArray());
    }

    static Array values(Connection connection, List<Fingerprint> fingerprints) throws SQLException {
        return connection.createArrayOf(
                "bytea", fingerprints.stream().map(Fingerprint::value).toArray(byte[][]::new));
    }
}
