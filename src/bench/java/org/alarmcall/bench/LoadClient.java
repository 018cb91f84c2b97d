package org.alarmcall.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends one request again and again over kept connections, a thread each, and costs as little as it can: client and
 * server share the machine.
 */
final class LoadClient {

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final byte[] request;

    LoadClient(URI server, String path, String... headers) {
        this.server = server;
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        this.request = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Requests a second; every answer must be a 200. */
    double run(int connections, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    try (Exchange exchange = new Exchange()) {
                        long count = 0;
                        while (System.nanoTime() < end) {
                            exchange.once();
                            count++;
                        }
                        return count;
                    }
                }));
            }
            long requests = 0;
            for (Future<Long> each : running) {
                requests += each.get();
            }
            return requests / BenchServer.seconds(System.nanoTime() - start);
        } finally {
            threads.shutdown();
        }
    }

    /** The whole answer, for a look at it. */
    String once() throws IOException {
        try (Exchange exchange = new Exchange()) {
            return exchange.once();
        }
    }

    private final class Exchange implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[64 * 1024];

        Exchange() throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        String once() throws IOException {
            out.write(request);
            int length = 0;
            do {
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    throw new IOException("the server closed the connection");
                }
                length += read;
            } while (!isWhole(length));
            if (buffer[9] != '2' || buffer[10] != '0' || buffer[11] != '0') {
                throw new IOException(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
            return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }

        private boolean isWhole(int length) {
            int body = endOfHead(length);
            if (body < 0) {
                return false;
            }
            int contentLength = contentLength(body);
            return contentLength >= 0 ? length >= body + contentLength : endsWithLastChunk(length);
        }

        private int endOfHead(int length) {
            for (int i = 3; i < length; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int contentLength(int headLength) {
            String head = new String(buffer, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            int at = head.indexOf("content-length:");
            return at < 0
                    ? -1
                    : Integer.parseInt(
                            head.substring(at + 15, head.indexOf('\r', at)).strip());
        }

        private boolean endsWithLastChunk(int length) {
            for (int i = 0; i < LAST_CHUNK.length; i++) {
                if (buffer[length - LAST_CHUNK.length + i] != LAST_CHUNK[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
