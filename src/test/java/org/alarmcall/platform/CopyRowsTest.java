package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    private static final String TABLE = "row (b, i2, i4, i8, t, j, bytes, u, at)";

    private final Connection connection = connect();

    private static Connection connect() {
        try {
            return TestPostgres.freshDatabase().connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void makeTable() throws SQLException {
        connection
                .createStatement()
                .execute("CREATE TABLE row (b bool, i2 int2, i4 int4, i8 int8, t text, j json, bytes bytea, u uuid,"
                        + " at timestamptz)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void everyTypeArrivesAsItWasSent() throws SQLException {
        UUID id = UUID.fromString("ffffffff-ffff-ffff-8000-000000000001");
        Instant beforeTheEpoch = Instant.parse("1969-12-31T23:59:59.999999Z");
        try (CopyRows rows = CopyRows.into(connection, TABLE)) {
            rows.startRow(9);
            rows.bool(true);
            rows.int2(Short.MIN_VALUE);
            rows.int4(Integer.MIN_VALUE);
            rows.int8(Long.MAX_VALUE);
            rows.text("tab\t newline\n quote\" backslash\\ \\N 象牙 🐘");
            rows.text("{\"a\": \"\\\\\"}");
            rows.bytea(new byte[] {0, -1, 10});
            rows.uuid(id);
            rows.timestamptz(beforeTheEpoch);
            assertEquals(1, rows.finish());
        }
        try (ResultSet row = connection.createStatement().executeQuery("SELECT * FROM row")) {
            assertTrue(row.next());
            assertTrue(row.getBoolean("b"));
            assertEquals(Short.MIN_VALUE, row.getShort("i2"));
            assertEquals(Integer.MIN_VALUE, row.getInt("i4"));
            assertEquals(Long.MAX_VALUE, row.getLong("i8"));
            assertEquals("tab\t newline\n quote\" backslash\\ \\N 象牙 🐘", row.getString("t"));
            assertEquals("{\"a\": \"\\\\\"}", row.getString("j"));
            assertArrayEquals(new byte[] {0, -1, 10}, row.getBytes("bytes"));
            assertEquals(id, row.getObject("u"));
            assertEquals(
                    beforeTheEpoch, row.getObject("at", OffsetDateTime.class).toInstant());
        }
    }

    @Test
    void nothingIsNull() throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, "row (t, bytes, at, i2, u)")) {
            rows.startRow(5);
            rows.text(null);
            rows.bytea(null);
            rows.timestamptz(null);
            rows.int2(null);
            rows.nothing();
            rows.finish();
        }
        try (ResultSet row = connection.createStatement().executeQuery("SELECT * FROM row")) {
            assertTrue(row.next());
            for (int column = 1; column <= 9; column++) {
                assertNull(row.getObject(column));
            }
        }
    }

    @Test
    void manyRowsAndFieldsLargerThanTheBufferArrive() throws SQLException {
        String large = "x".repeat(200_000);
        try (CopyRows rows = CopyRows.into(connection, "row (i4, t)")) {
            for (int i = 0; i < 20_000; i++) {
                rows.startRow(2);
                rows.int4(i);
                rows.text(i % 5_000 == 0 ? large : "row " + i);
            }
            assertEquals(20_000, rows.finish());
        }
        try (ResultSet sums = connection
                .createStatement()
                .executeQuery("SELECT count(*), sum(i4), sum(length(t)) FILTER (WHERE length(t) > 100) FROM row")) {
            assertTrue(sums.next());
            assertEquals(20_000, sums.getLong(1));
            assertEquals(199_990_000, sums.getLong(2));
            assertEquals(800_000, sums.getLong(3));
        }
    }

    @Test
    void whatIsNotFinishedIsTakenBack() throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, "row (i4)")) {
            rows.startRow(1);
            rows.int4(1);
        }
        try (ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM row")) {
            assertTrue(count.next());
            assertEquals(0, count.getInt(1));
        }
    }
}
