package org.alarmcall.platform;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes many rows at once with {@code COPY ... FROM STDIN (FORMAT binary)}. Each row is {@link #startRow} and then its
 * fields in the order of the columns; {@link #finish} ends it, and closing without it takes all rows back. PostgreSQL
 * refuses it on tables under row-level security.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, file formats, binary format</a>
 */
public final class CopyRows extends BinaryFields implements AutoCloseable {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLUSH_BYTES = 64 * 1024;

    private final CopyIn copy;

    private CopyRows(CopyIn copy) {
        super(FLUSH_BYTES + 4096);
        this.copy = copy;
        room(HEADER.length + 8).put(HEADER).putInt(0).putInt(0);
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
        if (room(2).position() >= FLUSH_BYTES) {
            flush();
        }
        room(2).putShort((short) fields);
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
        ByteBuffer buffer = room(0);
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
