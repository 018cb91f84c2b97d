package org.alarmcall.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is written to it, the first MiB in memory and the whole in a temporary file when it grows larger, to be
 * read again from the beginning. Closing it deletes all.
 */
public final class Spool extends OutputStream {

    private static final int IN_MEMORY = 1024 * 1024;

    private final TempFiles files;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long size;

    public Spool(TempFiles files) {
        this.files = files;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteArrayOutputStream kept = memory;
        if (kept != null && size + length <= IN_MEMORY) {
            kept.write(bytes, offset, length);
        } else {
            onDisk().write(bytes, offset, length);
        }
        size += length;
    }

    /** Bytes written. */
    public long size() {
        return size;
    }

    /** What was written so far, from the beginning; the caller closes it. */
    public InputStream read() throws IOException {
        ByteArrayOutputStream kept = memory;
        if (kept != null) {
            return new ByteArrayInputStream(kept.toByteArray());
        }
        if (file == null || out == null) {
            throw new IOException("the spool is closed");
        }
        out.flush();
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        memory = null;
        if (out != null) {
            out.close();
            out = null;
        }
        if (file != null) {
            Files.deleteIfExists(file);
            file = null;
        }
    }

    private OutputStream onDisk() throws IOException {
        OutputStream opened = out;
        if (opened == null) {
            ByteArrayOutputStream kept = memory;
            if (kept == null) {
                throw new IOException("the spool is closed");
            }
            Path created = files.create("spool-");
            file = created;
            opened = new java.io.BufferedOutputStream(Files.newOutputStream(created), 64 * 1024);
            out = opened;
            kept.writeTo(opened);
            memory = null;
        }
        return opened;
    }
}
