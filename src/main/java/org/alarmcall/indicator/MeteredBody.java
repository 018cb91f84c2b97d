package org.alarmcall.indicator;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.alarmcall.platform.Problem;

/**
 * Ends a request whose listing is so large that holding it would cost memory: between two calls of
 * {@link #nextListing()} no more than a listing's bytes pass, and what the reader buffers ahead.
 */
final class MeteredBody extends FilterInputStream {

    private static final int READ_AHEAD = 32 * 1024;

    private final Supplier<String> place;
    private long passed;

    /** @param place of the listing that is being read, for the message */
    MeteredBody(InputStream body, Supplier<String> place) {
        super(body);
        this.place = place;
    }

    void nextListing() {
        passed = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        pass(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        pass(Math.max(read, 0));
        return read;
    }

    private void pass(int bytes) {
        passed += bytes;
        if (passed > ListingSource.MAX_LISTING_BYTES + READ_AHEAD) {
            throw Problem.TOO_LARGE.because("What stands " + place.get() + " is larger than "
                    + ListingSource.MAX_LISTING_BYTES / 1024 + " KiB, the limit of one listing.");
        }
    }
}
