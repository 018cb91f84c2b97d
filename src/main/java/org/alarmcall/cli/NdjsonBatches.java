package org.alarmcall.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alarmcall.cli.copy.Lines;

/** So many lines a request. Blank lines are left out, and lines over the server's limit are reported. */
final class NdjsonBatches implements PushBatches {

    private static final int MOST_LINE_BYTES = 256 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final Lines lines;
    private final int size;
    private int index;
    private int line;

    NdjsonBatches(InputStream in, int size) {
        this.in = in;
        this.lines = new Lines(in, MOST_LINE_BYTES);
        this.size = size;
    }

    @Override
    public Optional<PushBatch> next() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int[] originals = new int[Math.min(size, 1024)];
        int listings = 0;
        List<Rejection> tooLong = new ArrayList<>();
        while (listings < size && body.size() < MOST_BODY_BYTES && tooLong.size() < size && lines.next()) {
            line++;
            if (lines.isTooLong()) {
                tooLong.add(new Rejection(line, "", "", "The line is longer than " + MOST_LINE_BYTES + " bytes."));
                continue;
            }
            int start = lines.start() + markBytes();
            int length = lines.length() - (start - lines.start());
            if (isBlank(lines.buffer(), start, length)) {
                continue;
            }
            body.write(lines.buffer(), start, length);
            body.write('\n');
            if (listings == originals.length) {
                originals = Arrays.copyOf(originals, originals.length * 2);
            }
            originals[listings++] = line;
        }
        if (listings == 0 && tooLong.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PushBatch(
                index++,
                body.toByteArray(),
                listings + tooLong.size(),
                Arrays.copyOf(originals, listings),
                tooLong,
                lines.consumed()));
    }

    private int markBytes() {
        boolean marked = line == 1
                && lines.length() >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        lines.buffer(),
                        lines.start(),
                        lines.start() + BYTE_ORDER_MARK.length,
                        BYTE_ORDER_MARK,
                        0,
                        BYTE_ORDER_MARK.length);
        return marked ? BYTE_ORDER_MARK.length : 0;
    }

    private static boolean isBlank(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
