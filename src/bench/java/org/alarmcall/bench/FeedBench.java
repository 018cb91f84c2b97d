package org.alarmcall.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.alarmcall.acceptance.FeedCopy;
import org.alarmcall.acceptance.MemberClient;
import org.postgresql.PGConnection;

/** A full pull of a feed beside the same bytes by COPY, and the memory that the server needs for it. */
final class FeedBench {

    private static final String SLUG = "feed-bench";
    private static final String BASE = "/api/v1/collections/" + SLUG;
    private static final int FILL_BATCH = 10_000;
    private static final int MAX_LIMIT = 10_000;

    private final BenchServer server;
    private final Report report;
    private final MemberClient reader;
    private final int collection;
    private final HttpClient http = Sender.newClient();

    private FeedBench(BenchServer server, Report report) throws Exception {
        this.server = server;
        this.report = report;
        server.coalition().collection(SLUG);
        server.coalition().member("writer", "trusted", SLUG);
        this.collection = (int) server.count("SELECT id FROM collection WHERE slug = '" + SLUG + "'");
        this.reader = server.coalition().client("writer", "submissions:write", "feed:read");
    }

    static void run() throws Exception {
        Report report = new Report("feed");
        try (BenchServer server = BenchServer.start("feed")) {
            FeedBench bench = new FeedBench(server, report);
            bench.fill();
            bench.measure();
            bench.verify();
            report.line("peak memory of the server's process: %d MB", server.peakMemoryMegabytes());
        }
    }

    /** By real submissions of a trusted member, so that the sequencer makes every entry. */
    private void fill() throws Exception {
        int entries = Settings.feedEntries();
        Sender sender = new Sender(server, reader, SLUG);
        long start = System.nanoTime();
        BenchServer.Cpu before = server.cpu();
        for (int first = 0; first < entries; first += 10 * FILL_BATCH) {
            int count = Math.min(10 * FILL_BATCH, entries - first);
            sender.sendAll(Rows.bodies(Rows.values(count, 1_000_000L + first), "ad-" + first, FILL_BATCH), 2);
        }
        double sent = BenchServer.seconds(System.nanoTime() - start);
        while (head() < entries) {
            Thread.sleep(20);
        }
        double published = BenchServer.seconds(System.nanoTime() - start);
        report.line(
                "fill: %d indicators submitted in %.1f s (%,.0f/s), all entries written after %.1f s (%,.0f/s); %s",
                entries,
                sent,
                entries / sent,
                published,
                entries / published,
                server.cpu().since(before));
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE feed_entry"); // as autovacuum would, which may or may not run meanwhile
        }
    }

    private long head() throws Exception {
        return server.count("SELECT max(position) FROM feed_head WHERE collection_id = " + collection);
    }

    private void measure() throws Exception {
        long bytes = server.count(
                "SELECT sum(octet_length(payload) + 1) FROM feed_entry WHERE collection_id = " + collection);
        report.line("data: %d entries, %,d bytes with line ends", head(), bytes);
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            copy();
            pull();
        }
        double[] rates = new double[Settings.rounds()];
        double[] ratios = new double[Settings.rounds()];
        for (int round = 0; round < Settings.rounds(); round++) {
            BenchServer.Cpu before = server.cpu();
            long start = System.nanoTime();
            Counting copied = copy();
            double copySeconds = BenchServer.seconds(System.nanoTime() - start);
            BenchServer.Cpu copyCpu = server.cpu().since(before);

            before = server.cpu();
            start = System.nanoTime();
            Counting pulled = pull();
            double pullSeconds = BenchServer.seconds(System.nanoTime() - start);
            BenchServer.Cpu pullCpu = server.cpu().since(before);

            rates[round] = pulled.lines / pullSeconds;
            ratios[round] = copySeconds / pullSeconds;
            report.line(
                    "   run %d: pull %,.0f entries/s (%.2f s; %s), COPY %,.0f entries/s (%.2f s; %s), ratio %.2f",
                    round + 1,
                    rates[round],
                    pullSeconds,
                    pullCpu,
                    copied.lines / copySeconds,
                    copySeconds,
                    copyCpu,
                    ratios[round]);
            report.check("entries pulled", head(), pulled.lines);
            report.check("bytes pulled", bytes, pulled.bytes);
            report.check("bytes copied", bytes, copied.bytes);
        }
        report.line("   median: pull %,.0f entries/s, ratio %.2f", Report.median(rates), Report.median(ratios));
    }

    /** Counts lines and bytes, the least that a client can do. */
    private static final class Counting extends OutputStream {

        private long lines;
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
            lines += one == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
            for (int i = offset; i < offset + length; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
        }
    }

    private Counting copy() throws Exception {
        Counting counting = new Counting();
        try (Connection connection = server.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT payload FROM feed_entry WHERE collection_id = " + collection
                                    + " ORDER BY position) TO STDOUT",
                            counting);
        }
        return counting;
    }

    /** The next page is asked for as soon as the headers of this one say where it begins. */
    private Counting pull() throws Exception {
        Counting counting = new Counting();
        CompletableFuture<HttpResponse<InputStream>> next = ask(0, "");
        boolean more = true;
        while (more) {
            HttpResponse<InputStream> page = next.get();
            if (page.statusCode() != 200) {
                throw new IOException("answered " + page.statusCode());
            }
            long position = header(page, "Feed-Next");
            more = position < header(page, "Feed-Head");
            if (more) {
                next = ask(position, page.headers().firstValue("Feed-Chain").orElse(""));
            }
            try (InputStream body = page.body()) {
                body.transferTo(counting);
            }
        }
        return counting;
    }

    private CompletableFuture<HttpResponse<InputStream>> ask(long after, String chain) throws Exception {
        URI uri = server.process()
                .uri()
                .resolve(BASE + "/feed?tier=candidate&limit=" + MAX_LIMIT + "&after=" + after
                        + (chain.isEmpty() ? "" : "&chain=" + chain));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + reader.token())
                .header("Accept", "application/x-ndjson")
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static long header(HttpResponse<?> response, String name) {
        return Long.parseLong(response.headers().firstValue(name).orElseThrow());
    }

    /** Once with all checks: positions, chain, digest. */
    private void verify() throws Exception {
        FeedCopy copy = new FeedCopy();
        while (copy.position() < head()) {
            reader.get(
                            BASE + "/feed?tier=candidate&limit=" + MAX_LIMIT + "&after=" + copy.position() + "&chain="
                                    + copy.chain(),
                            "Accept",
                            "application/x-ndjson")
                    .expect(200)
                    .text()
                    .lines()
                    .forEach(line -> copy.apply(line.getBytes(StandardCharsets.UTF_8)));
        }
        boolean equal = copy.equalsManifest(
                reader.get(BASE + "/manifest?tier=candidate").expect(200).json());
        report.check("copy equals the manifest (1: yes)", 1, equal ? 1 : 0);
        report.line("   digest and chain: %s at %d", copy.chain(), copy.position());

        long start = System.nanoTime();
        Counting snapshot = new Counting();
        HttpRequest request = HttpRequest.newBuilder(server.process().uri().resolve(BASE + "/snapshot?tier=candidate"))
                .header("Authorization", "Bearer " + reader.token())
                .build();
        try (InputStream body =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            body.transferTo(snapshot);
        }
        report.check("lines of the snapshot", copy.size() + 1L, snapshot.lines);
        report.line("   snapshot: %.1f s", BenchServer.seconds(System.nanoTime() - start));
    }
}
