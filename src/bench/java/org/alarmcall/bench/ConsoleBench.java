package org.alarmcall.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.alarmcall.acceptance.MemberClient;

/** How long the server takes for pages of the console while many listings wait: one person, one page after the other. */
final class ConsoleBench {

    private static final String SLUG = "console-bench";
    private static final int A_BODY = 10_000;
    private static final int LISTINGS = 50;
    private static final int COPIES = 500;
    private static final int OTHER_BITS = 8;
    private static final long POLL_MILLIS = 200;

    private final BenchServer server;
    private final Report report;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String session = UUID.randomUUID().toString();
    private final int pending = Settings.consolePending();

    private ConsoleBench(BenchServer server, Report report) {
        this.server = server;
        this.report = report;
    }

    static void run() throws Exception {
        Report report = new Report("console");
        try (BenchServer server = BenchServer.start("console")) {
            ConsoleBench bench = new ConsoleBench(server, report);
            bench.fill();
            bench.group();
            ConsoleLife.fill(server, report);
            bench.signIn();
            bench.measure("queue", "/console/queue");
            bench.measure("queue, most urgent first", "/console/queue?order=risk");
            bench.measure("queue, by family", "/console/queue?order=family");
            bench.measure("queue, a filter that lets nothing through", "/console/queue?taxon=nothing");
            bench.measure("the same by family", "/console/queue?order=family&taxon=nothing");
            bench.measure("next listing", "/console/queue/next");
            bench.measure("next listing by family", "/console/queue/next?order=family");
            bench.measure(
                    "listing",
                    bench.pages("/console/listings/", "SELECT id FROM listing WHERE state = 0 ORDER BY id LIMIT ?"));
            bench.measure(
                    "listing of a family of " + COPIES,
                    bench.pages("/console/listings/", "SELECT id FROM queue_family ORDER BY -size, id LIMIT ?"));
            bench.measure("tactics", "/console/tactics");
            bench.measure("tactic", bench.pages("/console/tactics/", "SELECT id FROM tactic ORDER BY id LIMIT ?"));
            bench.measure("code words", "/console/code-words");
            bench.measure("feed", "/console/feed");
            bench.measure("withdrawals", "/console/feed/withdrawals?collection=" + ConsoleLife.SLUG);
            bench.measure("members", "/console/members");
            bench.measure("member", "/console/members/reader-1");
            bench.measure("collections", "/console/collections");
            bench.measure("impact", "/console/impact?collection=" + ConsoleLife.SLUG);
            bench.measure("allow list", "/console/allow-list");
            bench.measure("audit", "/console/audit");
            bench.measure("staff", "/console/staff");
        }
    }

    /** Of a standard member, so that all wait. One half like no other, the other in families. */
    private void fill() throws Exception {
        server.coalition().collection(SLUG);
        server.coalition().member("writer", "standard", SLUG);
        MemberClient writer = server.coalition().client("writer", "submissions:write");
        List<byte[]> values = Rows.values(pending / 2, 7);
        List<byte[]> originals = Rows.values(pending / COPIES, 8);
        Random random = new Random(9);
        for (int i = 0; values.size() < pending; i++) {
            byte[] copy = originals.get(i / COPIES).clone();
            for (int bit = 0; bit < OTHER_BITS; bit++) {
                copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            values.add(copy);
        }
        new Sender(server, writer, SLUG).sendAll(Rows.bodies(values, "ad", A_BODY), 1);
        report.line("data: %,d pending listings with a picture each, half of them in families of %d", pending, COPIES);
        report.check("pending", pending, server.count("SELECT count(*) FROM listing WHERE state = 0"));
    }

    /** Waits until what looks alike is together. */
    private void group() throws Exception {
        long start = System.nanoTime();
        while (server.count("SELECT count(*) FROM listing WHERE state = 0 AND family IS NULL") > 0) {
            Thread.sleep(POLL_MILLIS);
        }
        report.line("grouped %.1f s after the last was sent", (System.nanoTime() - start) / 1e9);
        report.check("in families", pending, server.count("SELECT sum(size) FROM queue_family"));
    }

    /** An administrator's session as the sign-in would leave it; the sign-in itself is slow on purpose. */
    private void signIn() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = server.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        WITH account AS (
                            INSERT INTO staff_account (login, name, organisation, role, status, password_hash)
                            VALUES ('bench', 'Bench', 'bench', 'admin', 'active', 'none') RETURNING id)
                        INSERT INTO staff_session (id, token_hash, account_id, stage, expires_at, address, browser)
                        SELECT gen_random_uuid(), ?, id, 'full', now() + interval '1 hour', '127.0.0.1', 'bench'
                        FROM account
                        """)) {
            insert.setBytes(1, hash);
            insert.executeUpdate();
        }
    }

    /** The first {@link #LISTINGS}, each on its page. */
    private String[] pages(String before, String ids) throws Exception {
        List<String> paths = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement select = connection.prepareStatement(ids)) {
            select.setInt(1, LISTINGS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    paths.add(before + row.getString(1));
                }
            }
        }
        return paths.toArray(String[]::new);
    }

    private void measure(String page, String... paths) throws Exception {
        int repeats = Settings.consoleRepeats();
        long[] nanos = new long[repeats];
        int bytes = 0;
        int expected = paths[0].startsWith("/console/queue/next") ? 303 : 200;
        for (int i = -repeats / 4; i < repeats; i++) { // the first ones warm up
            HttpRequest request = HttpRequest.newBuilder(
                            server.process().uri().resolve(paths[Math.floorMod(i, paths.length)]))
                    .header("Cookie", "alarmcall=" + session)
                    .build();
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            long end = System.nanoTime();
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
            }
            if (i >= 0) {
                nanos[i] = end - start;
            }
            bytes = Math.max(bytes, answer.body().length);
        }
        report.line(
                "%-42s p50 %5.1f ms, p95 %5.1f ms, %,7d bytes unpacked",
                page, Report.percentile(nanos, 50), Report.percentile(nanos, 95), bytes);
    }
}
