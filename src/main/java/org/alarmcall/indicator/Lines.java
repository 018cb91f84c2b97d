package org.alarmcall.indicator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The lines of a body, one after the other in one buffer, which grows to what the longest line needs. A line beyond the
 * limit is skipped to its end.
 */
final class Lines {

    private static final int READ_AHEAD = 16 * 1024;

    private final InputStream body;
    private final int maxBytes;
    private byte[] buffer = new byte[READ_AHEAD];
    private int start;
    private int end;
    private int filled;
    private int number;
    private boolean ended;
    private boolean tooLong;

    Lines(InputStream body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
        this.end = -1;
    }

    /** Moves to the next line; false after the last. */
    boolean next() throws IOException {
        start = end + 1;
        tooLong = false;
        int scanned = start;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n') {
                    return line(scanned);
                }
            }
            if (ended) {
                return (tooLong || start < filled) && line(filled);
            }
            if (filled - start > maxBytes) {
                // Only its end is of interest from here on.
                tooLong = true;
                start = 0;
                filled = 0;
            } else if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                filled -= start;
                start = 0;
            }
            scanned = filled;
            fill();
        }
    }

    private boolean line(int end) {
        this.end = end;
        number++;
        tooLong |= end - start > maxBytes;
        return true;
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxBytes + READ_AHEAD));
        }
        int read = body.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /** From 1. */
    int number() {
        return number;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Whether it holds nothing but blanks. */
    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }

    /** The bytes of the line without its end, valid until the next one; of one that is too long only a part. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, start, end - start);
    }
}
