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
import java.util.UUID;
import org.alarmcall.acceptance.MemberClient;

/** How long the server takes for pages of the console while many listings wait: one person, one page after the other. */
final class ConsoleBench {

    private static final String SLUG = "console-bench";
    private static final int A_BODY = 10_000;
    private static final int LISTINGS = 50;

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
            bench.signIn();
            bench.measure("queue", "/console/queue");
            bench.measure("queue, most urgent first", "/console/queue?order=risk");
            bench.measure("queue, a filter that lets nothing through", "/console/queue?taxon=nothing");
            bench.measure("next listing", "/console/queue/next");
            bench.measure("listing", bench.listings());
            bench.measure("tactics", "/console/tactics");
            bench.measure("code words", "/console/code-words");
            bench.measure("feed", "/console/feed");
            bench.measure("withdrawals", "/console/feed/withdrawals");
            bench.measure("members", "/console/members");
            bench.measure("collections", "/console/collections");
            bench.measure("impact", "/console/impact");
            bench.measure("allow list", "/console/allow-list");
            bench.measure("audit", "/console/audit");
            bench.measure("staff", "/console/staff");
        }
    }

    /** Of a standard member, so that all wait. */
    private void fill() throws Exception {
        server.coalition().collection(SLUG);
        server.coalition().member("writer", "standard", SLUG);
        MemberClient writer = server.coalition().client("writer", "submissions:write");
        new Sender(server, writer, SLUG).sendAll(Rows.bodies(Rows.values(pending, 7), "ad", A_BODY), 1);
        report.line("data: %,d pending listings with a picture each", pending);
        report.check("pending", pending, server.count("SELECT count(*) FROM listing WHERE state = 0"));
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

    /** The oldest, each on its page. */
    private String[] listings() throws Exception {
        List<String> paths = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement select = connection.prepareStatement("SELECT id FROM listing ORDER BY id LIMIT ?")) {
            select.setInt(1, LISTINGS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    paths.add("/console/listings/" + row.getString(1));
                }
            }
        }
        return paths.toArray(String[]::new);
    }

    private void measure(String page, String... paths) throws Exception {
        int repeats = Settings.consoleRepeats();
        long[] nanos = new long[repeats];
        int bytes = 0;
        int expected = page.equals("next listing") ? 303 : 200;
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
