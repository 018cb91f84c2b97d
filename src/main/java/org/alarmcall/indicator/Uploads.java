package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/**
 * Bounds the submissions that this node takes in at the same time, from the first byte of a body until it is stored: each
 * holds a thread, and up to 256 MiB of disk. A body that trickles must not hold its place for ever.
 */
@Singleton
class Uploads {

    private final Map<String, Integer> open = new HashMap<>();
    private final SubmissionConfig config;
    private int all;

    Uploads(SubmissionConfig config) {
        this.config = config;
    }

    /**
     * One more; close it.
     *
     * @throws ProblemException 429 when the client or the node has as many as it may
     */
    synchronized Permit begin(Caller caller) {
        int own = open.getOrDefault(caller.clientId(), 0);
        if (own >= config.uploadsPerClient()) {
            throw tooMany("The client has " + own + " submissions under way. Wait for one to be answered.");
        }
        if (all >= config.uploadsPerNode()) {
            throw tooMany("The server takes in as many submissions as it can.");
        }
        open.put(caller.clientId(), own + 1);
        all++;
        return new Permit(caller.clientId());
    }

    private synchronized void end(String clientId) {
        open.computeIfPresent(clientId, (client, count) -> count == 1 ? null : count - 1);
        all--;
    }

    /** The body is not read any more, so the connection can't be used again. */
    private static ProblemException tooMany(String detail) {
        return new ProblemException(
                Problem.TOO_MANY_REQUESTS, detail, List.of(), Map.of("Retry-After", "5", "Connection", "close"));
    }

    /** The place of one submission among those under way. Closed once, by the thread that has it. */
    final class Permit implements Closeable {

        private final String clientId;

        private Permit(String clientId) {
            this.clientId = clientId;
        }

        /** The body, which ends with 400 when it has not arrived in time. */
        InputStream inTime(InputStream body) {
            return new TimedBody(body, config.uploadTime());
        }

        @Override
        public void close() {
            end(clientId);
        }
    }

    /** Looks at the clock after each piece; that a piece comes at all is bounded by the connection's idle timeout. */
    private static final class TimedBody extends FilterInputStream {

        private final long end;
        private final Duration time;

        TimedBody(InputStream body, Duration time) {
            super(body);
            this.time = time;
            this.end = System.nanoTime() + time.toNanos();
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            check();
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            check();
            return read;
        }

        private void check() {
            if (System.nanoTime() - end > 0) {
                throw new ProblemException(
                        Problem.MALFORMED,
                        "The body did not arrive within " + time.toSeconds() + " seconds. Send smaller ones.",
                        List.of(),
                        Map.of("Connection", "close"));
            }
        }
    }
}
