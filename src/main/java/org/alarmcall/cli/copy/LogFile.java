package org.alarmcall.cli.copy;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The file: lines in batches, each ended by a {@link Commit}. Only appended to; a batch counts once its commit is on the
 * disk, and what stands behind the last commit is cut off when the file is opened. So the file is whole at any moment.
 */
final class LogFile implements Closeable {

    /** The longest line: its length and its place share a long. */
    static final int MOST_LINE_BYTES = (1 << 20) - 1;

    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer unwritten = ByteBuffer.allocate(BUFFER_BYTES);
    private final CRC32C crc = new CRC32C();
    private long written;
    private long committed;

    private LogFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new file; one that is in the way is overwritten. */
    static LogFile create(Path path) throws IOException {
        return new LogFile(FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)));
    }

    static LogFile open(Path path) throws IOException {
        return new LogFile(FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    /** Finds the last whole commit and cuts off what stands behind it. Empty when there is none. */
    Optional<Commit> recover() throws IOException {
        Optional<Commit> last = Optional.empty();
        channel.position(0);
        Lines lines = new Lines(Channels.newInputStream(channel), MOST_LINE_BYTES);
        while (lines.next() && lines.isTerminated() && !lines.isTooLong()) {
            if (!Commit.isCommit(lines.buffer(), lines.start(), lines.length())) {
                crc.update(lines.buffer(), lines.start(), lines.length() + 1);
                continue;
            }
            Optional<Commit> commit = Commit.parse(lines.buffer(), lines.start(), lines.length(), crc);
            if (commit.isEmpty()) {
                break;
            }
            last = commit;
            committed = lines.consumed();
            crc.reset();
        }
        channel.truncate(committed);
        written = committed;
        crc.reset();
        return last;
    }

    /** What is done with each line that is not a commit; {@code at} is its place. */
    interface Visitor {
        void visit(byte[] buffer, int start, int length, long at) throws IOException;
    }

    void forEachLine(Visitor visitor) throws IOException {
        channel.position(0);
        Lines lines = new Lines(Channels.newInputStream(channel), MOST_LINE_BYTES);
        while (lines.consumed() < committed && lines.next()) {
            if (!Commit.isCommit(lines.buffer(), lines.start(), lines.length())) {
                long offset = lines.consumed() - lines.length() - 1;
                visitor.visit(lines.buffer(), lines.start(), lines.length(), place(offset, lines.length()));
            }
        }
    }

    /** Adds a line to the batch and returns its place. */
    long append(byte[] line, int start, int length) throws IOException {
        if (length > MOST_LINE_BYTES) {
            throw new BrokenFeedException("The server sent an entry of more than " + MOST_LINE_BYTES + " bytes.");
        }
        long offset = written + unwritten.position();
        write(line, start, length);
        write(new byte[] {'\n'}, 0, 1);
        return place(offset, length);
    }

    private void write(byte[] bytes, int start, int length) throws IOException {
        crc.update(bytes, start, length);
        if (length > unwritten.remaining()) {
            flush();
        }
        if (length > unwritten.remaining()) {
            writeFully(ByteBuffer.wrap(bytes, start, length));
        } else {
            unwritten.put(bytes, start, length);
        }
    }

    private void flush() throws IOException {
        unwritten.flip();
        writeFully(unwritten);
        unwritten.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += channel.write(bytes, written);
        }
    }

    /** When this returns, the batch is on the disk. */
    void commit(Commit commit) throws IOException {
        byte[] begin = commit.begin();
        write(begin, 0, begin.length);
        byte[] end = Commit.end(crc.getValue());
        append(end, 0, end.length);
        flush();
        channel.force(false);
        committed = written;
        crc.reset();
    }

    /** Forgets the lines since the last commit. */
    void rollBack() throws IOException {
        unwritten.clear();
        channel.truncate(committed);
        written = committed;
        crc.reset();
    }

    byte[] lineAt(long place) throws IOException {
        byte[] line = new byte[(int) (place & MOST_LINE_BYTES)];
        long offset = place >>> 20;
        if (offset + line.length > written) {
            flush();
        }
        ByteBuffer into = ByteBuffer.wrap(line);
        while (into.hasRemaining()) {
            int read = channel.read(into, offset + into.position());
            if (read < 0) {
                throw new EOFException("The copy's log was cut off by somebody else");
            }
        }
        return line;
    }

    Entry entryAt(long place) throws IOException {
        byte[] line = lineAt(place);
        return Entry.parse(line, 0, line.length);
    }

    private static long place(long offset, int length) {
        return offset << 20 | length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
