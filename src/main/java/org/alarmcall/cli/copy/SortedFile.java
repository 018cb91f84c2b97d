package org.alarmcall.cli.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of indicators, one JSON object a line, sorted by type and value. Reads at places, so for many threads. */
final class SortedFile implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BLOCK = 4096;

    private final FileChannel channel;
    private final long size;

    SortedFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** What a line is sorted by. */
    record Key(String type, String value) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : value.compareTo(other.value);
        }
    }

    /** What is done with a line. */
    interface Visitor {
        void visit(Key key, long offset);
    }

    /** The line of exactly this type and value; null when there is none. */
    byte @Nullable [] find(String type, String value) throws IOException {
        Key wanted = new Key(type, value);
        long at = lowerBound(wanted);
        if (at >= size) {
            return null;
        }
        byte[] line = lineAt(at);
        return key(line, 0, line.length).equals(wanted) ? line : null;
    }

    /** Reads the lines of a type, in their order; by one thread at a time. */
    void forEach(String type, Visitor visitor) throws IOException {
        long begin = lowerBound(new Key(type, ""));
        Lines lines = new Lines(Channels.newInputStream(channel.position(begin)), LogFile.MOST_LINE_BYTES);
        while (lines.next()) {
            Key key = key(lines.buffer(), lines.start(), lines.length());
            long offset = begin + lines.consumed() - lines.length() - (lines.isTerminated() ? 1 : 0);
            if (!key.type().equals(type)) {
                return;
            }
            visitor.visit(key, offset);
        }
    }

    /** Where the first line begins that is not before the key; the size when there is none. */
    private long lowerBound(Key wanted) throws IOException {
        long low = 0;
        long high = size;
        while (low < high) {
            long middle = lineStart(low, (low + high) >>> 1);
            byte[] line = lineAt(middle);
            if (key(line, 0, line.length).compareTo(wanted) < 0) {
                low = middle + line.length + 1;
            } else {
                high = middle;
            }
        }
        return Math.min(low, size);
    }

    /** Where the line begins that this place is in; lines begin at {@code low}, too. */
    private long lineStart(long low, long place) throws IOException {
        long end = place;
        while (end > low) {
            long from = Math.max(low, end - BLOCK);
            byte[] block = read(from, (int) (end - from));
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return low;
    }

    /** The line that begins here, without its line break. */
    byte[] lineAt(long offset) throws IOException {
        byte[] line = new byte[0];
        while (offset + line.length < size) {
            byte[] block = read(offset + line.length, (int) Math.min(BLOCK, size - offset - line.length));
            int held = line.length;
            line = Arrays.copyOf(line, held + block.length);
            System.arraycopy(block, 0, line, held, block.length);
            for (int i = held; i < line.length; i++) {
                if (line[i] == '\n') {
                    return Arrays.copyOf(line, i);
                }
            }
        }
        return line;
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining()) {
            if (channel.read(block, offset + block.position()) < 0) {
                throw new CopyException("The copy was cut off by somebody else.");
            }
        }
        return block.array();
    }

    private static Key key(byte[] line, int start, int length) throws IOException {
        String type = null;
        String value = null;
        try (JsonParser parser = JSON.createParser(line, start, length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    switch (name) {
                        case "type" -> type = parser.getValueAsString("");
                        case "value" -> value = parser.getValueAsString("");
                        default -> parser.skipChildren();
                    }
                    if (type != null && value != null) {
                        return new Key(type, value);
                    }
                }
            }
        }
        throw new CopyException("The copy holds a line that is no indicator. Pull it again into another folder.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
