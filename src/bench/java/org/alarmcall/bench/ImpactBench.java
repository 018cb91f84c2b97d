package org.alarmcall.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alarmcall.acceptance.MemberClient;

/** The totals over every month and category beside a plain GROUP BY of the ledger, which suppresses nothing. */
final class ImpactBench {

    private static final String SLUG = "impact-bench";
    private static final YearMonth FIRST = YearMonth.of(2017, 1);

    /** Members that must be new before a cell is published anew. */
    private static final int AT_A_TIME = 3;

    private static final List<String> CATEGORIES = List.of(
            "ivory",
            "live-animals",
            "big-cats",
            "rhino-horn",
            "pangolin",
            "bear-bile",
            "marine-mammals",
            "sea-turtles",
            "sharks-rays",
            "coral",
            "birds",
            "primates",
            "reptiles",
            "amphibians",
            "skins-leather",
            "trophies-taxidermy",
            "traditional-medicine",
            "timber-plants",
            "insects",
            "other");

    private final BenchServer server;
    private final Report report;
    private final int members = Settings.impactMembers();
    private final int months = Settings.impactMonths();
    private final Random random = new Random(20);
    private long published;

    private ImpactBench(BenchServer server, Report report) {
        this.server = server;
        this.report = report;
    }

    static void run() throws Exception {
        Report report = new Report("impact");
        try (BenchServer server = BenchServer.start("impact")) {
            ImpactBench bench = new ImpactBench(server, report);
            MemberClient reader = bench.fill();
            bench.measure(reader, "cell");
            bench.measure(reader, "month");
            bench.measure(reader, "category");
        }
    }

    /** Each month by the API, so that every cell has all its versions. */
    private MemberClient fill() throws Exception {
        server.coalition().collection(SLUG);
        List<MemberClient> clients = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            server.coalition().member("member-" + i, "standard", SLUG);
            clients.add(server.coalition().client("member-" + i, "impact:write", "impact:read"));
        }
        long[] nanos = new long[members * months];
        int sent = 0;
        for (int month = 0; month < months; month++) {
            for (int i = 0; i < members; i++) {
                String body = month(i < members / AT_A_TIME * AT_A_TIME);
                long start = System.nanoTime();
                clients.get(i)
                        .put("/api/v1/impact/" + FIRST.plusMonths(month), body)
                        .expect(200);
                nanos[sent++] = System.nanoTime() - start;
            }
        }
        report.line(
                "data: %d members, %d months, %d categories; a month of a member is sent in p50 %.1f ms, p95 %.1f ms",
                members, months, CATEGORIES.size(), Report.percentile(nanos, 50), Report.percentile(nanos, 95));
        return clients.get(0);
    }

    private String month(boolean isPublished) {
        StringBuilder rows = new StringBuilder();
        for (String category : CATEGORIES) {
            int scanned = 1_000 + random.nextInt(1_000_000);
            published += isPublished ? scanned : 0;
            rows.append(rows.isEmpty() ? "" : ",").append("""
                    {"policyCategory":"%s","scanned":%d,"matched":900,"confirmed":%d,"removed":500,"removedBeforeView":%d,
                    "fromSharedSignals":%d,"appeals":9,"appealsUpheld":1,"medianHoursLive":%d}""".formatted(
                            category,
                            scanned,
                            500 + random.nextInt(400),
                            random.nextInt(500),
                            random.nextInt(500),
                            random.nextInt(200)));
        }
        return "{\"rows\":[" + rows + "]}";
    }

    private void measure(MemberClient reader, String by) throws Exception {
        String path = "/api/v1/impact?by=" + by + "&from=" + FIRST + "&to=" + FIRST.plusMonths(months - 1L);
        String columns =
                by.equals("cell") ? "month, policy_category" : by.equals("month") ? "month" : "policy_category";
        String plain = "SELECT " + columns + ", count(DISTINCT member_id), sum(scanned), sum(matched), sum(confirmed),"
                + " sum(removed), sum(removed_before_view), sum(from_shared_signals), sum(appeals), sum(appeals_upheld)"
                + " FROM impact_row GROUP BY " + columns;
        int repeats = Settings.impactRepeats();
        long[] totals = new long[repeats];
        long[] groups = new long[repeats];
        long bytes = 0;
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(plain)) {
            for (int i = -repeats / 4; i < repeats; i++) { // the first ones warm up
                long start = System.nanoTime();
                String answer = reader.get(path).expect(200).text();
                long done = System.nanoTime();
                read(statement);
                long end = System.nanoTime();
                if (i >= 0) {
                    totals[i] = done - start;
                    groups[i] = end - done;
                }
                bytes = answer.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        report.line("%n== by %s: %d times each, one after the other; %,d bytes", by, repeats, bytes);
        report.line(
                "   totals over HTTP: p50 %.1f ms, p95 %.1f ms",
                Report.percentile(totals, 50), Report.percentile(totals, 95));
        report.line(
                "   plain GROUP BY:   p50 %.1f ms, p95 %.1f ms",
                Report.percentile(groups, 50), Report.percentile(groups, 95));
        report.line("   ratio of the medians: %.2f", Report.percentile(totals, 50) / Report.percentile(groups, 50));
        report.check(
                "scanned of all published cells",
                published,
                reader.get(path).expect(200).json().get("total").get("scanned").asLong());
    }

    /** To the last row. */
    private static void read(PreparedStatement statement) throws Exception {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                row.getLong("count");
            }
        }
    }
}
