package org.alarmcall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.alarmcall.acceptance.MemberClient;

/** Opinions on 1,000 indicators in a request, beside a plain update of the same 1,000 rows in one statement. */
final class FeedbackBench {

    private static final String SLUG = "feedback-bench";
    private static final String BASE = "/api/v1/collections/" + SLUG;
    private static final int INDICATORS = 1_000;
    private static final List<String> CODES = List.of("confirm", "dispute", "seen", "flood");

    private static final String PLAIN = """
            INSERT INTO plain.opinion AS o (collection_id, indicator_id, member_id, client_id, opinion, reason, trust,
                matched, removed, removed_before_view, upheld_appeals, given_at, changed_at)
            SELECT ?, indicator_id, ?, 'bench', opinion, reason, 1, matched, removed, removed_before_view,
                upheld_appeals, clock_timestamp(), clock_timestamp()
            FROM unnest(?::uuid[], ?::smallint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS g(indicator_id, opinion, reason, matched, removed, removed_before_view, upheld_appeals)
            ON CONFLICT (collection_id, indicator_id, member_id) DO UPDATE SET
                client_id = excluded.client_id, opinion = excluded.opinion, reason = excluded.reason,
                trust = excluded.trust, matched = excluded.matched, removed = excluded.removed,
                removed_before_view = excluded.removed_before_view, upheld_appeals = excluded.upheld_appeals,
                given_at = excluded.given_at, changed_at = excluded.changed_at
            """;

    private final BenchServer server;
    private final Report report;
    private final int collection;
    private final List<UUID> ids;

    private FeedbackBench(BenchServer server, Report report) throws Exception {
        this.server = server;
        this.report = report;
        server.coalition().collection(SLUG);
        this.collection = (int) server.count("SELECT id FROM collection WHERE slug = '" + SLUG + "'");
        this.ids = publish();
    }

    static void run() throws Exception {
        Report report = new Report("feedback");
        try (BenchServer server = BenchServer.start("feedback")) {
            FeedbackBench bench = new FeedbackBench(server, report);
            report.line(
                    "data: %d indicators in the feed, one member's opinion on each; each request changes all",
                    INDICATORS);
            List<Variant> variants = List.of(
                    bench.new Variant("seen", "seen"),
                    bench.new Variant("confirm, and seen again", "confirm", "seen"),
                    bench.new Variant("dispute", "dispute"));
            for (int round = 1; round <= Settings.rounds(); round++) {
                report.line("%n== run %d", round);
                for (Variant variant : variants) {
                    variant.measure();
                }
            }
        }
    }

    private List<UUID> publish() throws Exception {
        server.coalition().member("writer", "trusted", SLUG);
        MemberClient writer = server.coalition().client("writer", "submissions:write");
        new Sender(server, writer, SLUG).sendAll(Rows.bodies(Rows.values(INDICATORS, 5), "ad", INDICATORS), 1);
        while (server.count("SELECT count(*) FROM feed_first WHERE collection_id = " + collection) < INDICATORS) {
            Thread.sleep(20);
        }
        List<UUID> published = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT subject_id FROM feed_first WHERE collection_id = " + collection)) {
            while (row.next()) {
                published.add(row.getObject(1, UUID.class));
            }
            statement.execute("CREATE SCHEMA plain");
            statement.execute("CREATE TABLE plain.opinion (LIKE public.opinion INCLUDING ALL)");
        }
        Collections.shuffle(published, new Random(5));
        return published;
    }

    /** One member's opinions in turn; the same member in each run, since two that dispute would make a quorum. */
    private final class Variant {

        private final String title;
        private final String[] opinions;
        private final MemberClient member;
        private final int number;

        Variant(String title, String... opinions) throws Exception {
            this.title = title;
            this.opinions = opinions;
            String name = "of-" + opinions[0];
            server.coalition().member(name, "standard", SLUG);
            this.member = server.coalition().client(name, "feedback:write");
            this.number = (int) server.count("SELECT id FROM member WHERE slug = '" + name + "'");
        }

        /** A request and a statement, one after the other. */
        void measure() throws Exception {
            int repeats = Settings.feedbackRepeats();
            long[] posts = new long[repeats];
            long[] plains = new long[repeats];
            String opinion = "";
            BenchServer.Cpu before = server.cpu();
            try (Connection connection = server.connect();
                    PreparedStatement statement = connection.prepareStatement(PLAIN)) {
                for (int i = -repeats / 4; i < repeats; i++) { // the first ones warm up
                    opinion = opinions[Math.floorMod(i, opinions.length)];
                    long matched = i + repeats;
                    String body = body(opinion, matched);
                    long start = System.nanoTime();
                    String answer =
                            member.post(BASE + "/feedback", body).expect(200).text();
                    long posted = System.nanoTime();
                    update(connection, statement, number, (short) CODES.indexOf(opinion), matched);
                    long end = System.nanoTime();
                    if (i >= 0) {
                        posts[i] = posted - start;
                        plains[i] = end - posted;
                    }
                    if (!answer.contains("\"accepted\":" + INDICATORS)) {
                        throw new IllegalStateException(answer);
                    }
                }
            }
            report.line("-- %s: %d times each; %s", title, repeats, server.cpu().since(before));
            report.line(
                    "   feedback over HTTP: p50 %.1f ms, p95 %.1f ms",
                    Report.percentile(posts, 50), Report.percentile(posts, 95));
            report.line(
                    "   plain set update:   p50 %.1f ms, p95 %.1f ms",
                    Report.percentile(plains, 50), Report.percentile(plains, 95));
            report.line("   ratio of the medians: %.2f", Report.percentile(posts, 50) / Report.percentile(plains, 50));
            check(number, CODES.indexOf(opinion), 2L * repeats - 1);
        }
    }

    private String body(String opinion, long matched) {
        StringBuilder items = new StringBuilder();
        for (UUID id : ids) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"indicatorId\":\"")
                    .append(id)
                    .append("\",\"opinion\":\"")
                    .append(opinion)
                    .append("\",\"reason\":\"as our people saw it\",\"actions\":{\"matched\":")
                    .append(matched)
                    .append(",\"removed\":1,\"removedBeforeView\":1,\"upheldAppeals\":0}}");
        }
        return "{\"items\":[" + items + "]}";
    }

    private void update(Connection connection, PreparedStatement statement, int member, short opinion, long matched)
            throws Exception {
        statement.setInt(1, collection);
        statement.setInt(2, member);
        statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
        statement.setArray(4, connection.createArrayOf("int2", each(opinion)));
        statement.setArray(5, connection.createArrayOf("text", each("as our people saw it")));
        statement.setArray(6, connection.createArrayOf("int8", each(matched)));
        statement.setArray(7, connection.createArrayOf("int8", each(1L)));
        statement.setArray(8, connection.createArrayOf("int8", each(1L)));
        statement.setArray(9, connection.createArrayOf("int8", each(0L)));
        statement.executeUpdate();
    }

    private static Object[] each(Object value) {
        return Collections.nCopies(INDICATORS, value).toArray();
    }

    private void check(int member, int opinion, long matched) throws Exception {
        String where =
                " WHERE collection_id = " + collection + " AND member_id = " + member + " AND opinion = " + opinion;
        for (String table : List.of("public.opinion", "plain.opinion")) {
            report.check("rows of " + table, INDICATORS, server.count("SELECT count(*) FROM " + table + where));
            report.check(
                    "sum of matched in " + table,
                    INDICATORS * matched,
                    server.count("SELECT sum(matched) FROM " + table + where));
        }
        report.check(
                "quarantined",
                0,
                server.count("SELECT count(*) FROM indicator WHERE withdrawn_at IS NOT NULL AND collection_id = "
                        + collection));
    }
}
