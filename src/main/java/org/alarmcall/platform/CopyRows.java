package org.alarmcall.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes many rows at once with {@code COPY ... FROM STDIN (FORMAT binary)}. Each row is {@link #startRow} and then its
 * fields in the order of the columns; {@link #finish} ends it, and closing without it takes all rows back. PostgreSQL
 * refuses it on tables under row-level security.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, file formats, binary format</a>
 */
public final class CopyRows implements AutoCloseable {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLUSH_BYTES = 64 * 1024;
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(FLUSH_BYTES + 4096);

    private CopyRows(CopyIn copy) {
        this.copy = copy;
        buffer.put(HEADER).putInt(0).putInt(0);
    }

    /**
     * Begins.
     *
     * @param target the table with its columns, for example {@code indicator (collection_id, id)}; never from input
     */
    public static CopyRows into(Connection connection, String target) throws SQLException {
        return new CopyRows(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)"));
    }

    public void startRow(int fields) throws SQLException {
        if (buffer.position() >= FLUSH_BYTES) {
            flush();
        }
        room(2).putShort((short) fields);
    }

    public void bool(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
    }

    public void int2(@Nullable Short value) {
        if (value == null) {
            nothing();
        } else {
            room(6).putInt(2).putShort(value);
        }
    }

    public void int4(int value) {
        room(8).putInt(4).putInt(value);
    }

    public void int8(long value) {
        room(12).putInt(8).putLong(value);
    }

    /** Also for {@code json}. */
    public void text(@Nullable String value) {
        bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytea(byte @Nullable [] value) {
        if (value == null) {
            nothing();
        } else {
            room(4 + value.length).putInt(value.length).put(value);
        }
    }

    public void uuid(UUID value) {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    /** Microseconds count; what is finer is cut off. */
    public void timestamptz(@Nullable Instant value) {
        if (value == null) {
            nothing();
        } else {
            int8((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000L + value.getNano() / 1_000);
        }
    }

    public void nothing() {
        room(4).putInt(-1);
    }

    /** Sends what is left and ends the statement. The number of rows. */
    public long finish() throws SQLException {
        room(2).putShort((short) -1);
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}
