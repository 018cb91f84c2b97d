package org.alarmcall.cli.copy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, without a copy of each: {@link #next} moves on, and {@link #buffer}, {@link #start} and
 * {@link #length} are valid until it is called again. A line longer than the limit is skipped and marked.
 */
public final class Lines {

    private static final int FIRST_BUFFER = 1 << 16;

    private final InputStream in;
    private final int mostBytes;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int length;
    private int next;
    private int end;
    private long consumed;
    private boolean terminated;
    private boolean tooLong;

    /** @param mostBytes the longest line that is given out, without its line break */
    public Lines(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /** Whether there is a further line. The last one may be without a line break: see {@link #isTerminated}. */
    public boolean next() throws IOException {
        tooLong = false;
        start = next;
        int scanned = next;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    finish(scanned, 1);
                    return true;
                }
            }
            if (scanned - start > mostBytes) {
                tooLong = true;
                consumed += scanned - start;
                start = scanned;
            }
            scanned -= makeRoom();
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                boolean some = scanned > start || tooLong;
                finish(scanned, 0);
                return some;
            }
            end += read;
        }
    }

    private void finish(int lineEnd, int lineBreak) {
        length = lineEnd - start;
        terminated = lineBreak > 0;
        consumed += length + lineBreak;
        next = lineEnd + lineBreak;
        tooLong |= length > mostBytes;
    }

    /** Moves what is begun to the front, or takes a larger buffer; returns by how much it moved. */
    private int makeRoom() {
        if (end < buffer.length) {
            return 0;
        }
        if (start == 0) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
            return 0;
        }
        int moved = start;
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= moved;
        start = 0;
        next = 0;
        return moved;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int length() {
        return length;
    }

    /** Whether the line ended in a line break and not in the end of the stream. */
    public boolean isTerminated() {
        return terminated;
    }

    /** Whether the line was over the limit: then its bytes are not here. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** Bytes of the stream up to and with this line. */
    public long consumed() {
        return consumed;
    }
}
