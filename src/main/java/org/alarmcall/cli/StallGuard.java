package org.alarmcall.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a body that has stopped coming: {@link java.net.http.HttpClient} limits only the time to the headers, and a
 * connection that died without a word would be read for ever.
 */
final class StallGuard extends FilterInputStream {

    private static final long STALL_SECONDS = 60;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-guard");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> watching;
    private volatile long lastReadNanos = System.nanoTime();
    private volatile boolean reading;

    StallGuard(InputStream body) {
        super(body);
        this.watching = WATCH.scheduleWithFixedDelay(this::look, STALL_SECONDS, STALL_SECONDS / 6, TimeUnit.SECONDS);
    }

    private void look() {
        if (reading && System.nanoTime() - lastReadNanos > TimeUnit.SECONDS.toNanos(STALL_SECONDS)) {
            try {
                in.close();
            } catch (IOException closing) {
                // the reader sees the end of it either way
                return;
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        lastReadNanos = System.nanoTime();
        reading = true;
        try {
            return super.read(buffer, offset, length);
        } finally {
            reading = false;
        }
    }

    @Override
    public void close() throws IOException {
        watching.cancel(false);
        super.close();
    }
}
