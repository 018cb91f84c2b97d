package org.alarmcall.platform;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Decompresses while it is read, and not before; ends with 400 where it is no gzip. Limit what comes out of it. */
final class GunzipInputStream extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final InputStream compressed;
    private @Nullable InputStream plain;

    GunzipInputStream(InputStream compressed) {
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            InputStream opened = plain;
            if (opened == null) {
                opened = new GZIPInputStream(compressed, BUFFER);
                plain = opened;
            }
            return opened.read(bytes, offset, length);
        } catch (ZipException | EOFException e) {
            throw Problem.MALFORMED.because("The body is not gzip, or it ends too early.");
        }
    }

    @Override
    public int available() {
        return 1; // not known without reading
    }
}
