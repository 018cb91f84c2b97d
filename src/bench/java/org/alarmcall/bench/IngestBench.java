package org.alarmcall.bench;

import java.util.List;
import org.alarmcall.acceptance.MemberClient;

/** Indicators a second through the API, beside the same rows by plain COPY. */
final class IngestBench {

    private static final int WARM_UP = 40_000;

    private final BenchServer server;
    private final Report report;
    private final CopyLimit limit;
    private int collections;

    private IngestBench(BenchServer server, Report report) throws Exception {
        this.server = server;
        this.report = report;
        this.limit = new CopyLimit(server);
    }

    static void run() throws Exception {
        Report report = new Report("ingest");
        report.line(
                "data: one image_pdq a listing, with labels and note, %d bytes a line of NDJSON",
                Rows.line("ingest-1234", new byte[32]).length());
        report.line(
                "limit: the same indicators, listings and reports by COPY (binary, sorted), a transaction a batch; 'alone': the"
                        + " new rows of the indicator table only");
        try (BenchServer server = BenchServer.start("ingest")) {
            IngestBench bench = new IngestBench(server, report);
            bench.warmUp();
            for (String trust : Settings.ingestTrust()) {
                for (int known : Settings.ingestKnown()) {
                    for (int batch : Settings.ingestBatches()) {
                        for (int connections : Settings.ingestConnections()) {
                            bench.measure(trust, known, batch, connections);
                        }
                    }
                }
            }
            report.line("peak memory of the server: %d MB", server.peakMemoryMegabytes());
        }
    }

    private void warmUp() throws Exception {
        Space space = new Space("standard");
        new Sender(server, space.member, space.slug)
                .sendAll(Rows.bodies(Rows.values(Math.min(WARM_UP, Settings.ingestIndicators()), 7), "warm", 1_000), 2);
    }

    private void measure(String trust, int knownPercent, int batch, int connections) throws Exception {
        report.line(
                "%n== %s member, %d %% known, %d listings a request, %d connection(s), %d indicators a run",
                trust, knownPercent, batch, connections, Settings.ingestIndicators());
        double[] rates = new double[Settings.rounds()];
        double[] ratios = new double[Settings.rounds()];
        double[] limits = new double[Settings.rounds()];
        for (int round = 0; round < Settings.rounds(); round++) {
            ratios[round] = round(trust, knownPercent, batch, connections, round, rates, limits);
        }
        report.line(
                "   median: server %,.0f/s, COPY %,.0f/s, ratio %.2f",
                Report.median(rates), Report.median(limits), Report.median(ratios));
    }

    private double round(
            String trust, int knownPercent, int batch, int connections, int round, double[] rates, double[] limits)
            throws Exception {
        int count = Settings.ingestIndicators();
        Space space = new Space(trust);
        List<byte[]> known = Rows.values(count * knownPercent / 100, space.id * 2L);
        List<byte[]> fresh = Rows.values(count - known.size(), space.id * 2L + 1);
        List<byte[]> values = Rows.mixed(known, fresh, space.id);
        MemberClient other = space.member("other", "standard");
        new Sender(server, other, space.slug).sendAll(Rows.bodies(known, "known", 10_000), 1);
        limit.prepare(space.id, known);
        List<byte[]> bodies = Rows.bodies(values, "ad", batch);
        Sender sender = new Sender(server, space.member, space.slug);
        space.awaitSequencer();

        BenchServer.Cpu before = server.cpu();
        long start = System.nanoTime();
        Sender.Sum sum = sender.sendAll(bodies, connections);
        double seconds = BenchServer.seconds(System.nanoTime() - start);
        BenchServer.Cpu cpu = server.cpu().since(before);
        space.awaitSequencer();
        double drained = BenchServer.seconds(System.nanoTime() - start);

        double copy = limit.all(space.id, batch, connections, values, known, "ad");
        double alone = limit.indicatorsAlone(space.id, batch, connections, values, known);
        rates[round] = count / seconds;
        limits[round] = count / copy;
        report.line(
                "   run %d: server %,.0f/s (all published after %.1f s), COPY %,.0f/s, ratio %.2f; indicator table alone"
                        + " %,.0f/s, ratio %.2f; %s",
                round + 1, rates[round], drained, limits[round], copy / seconds, count / alone, alone / seconds, cpu);
        check(space, values, known, sum);
        return copy / seconds;
    }

    private void check(Space space, List<byte[]> values, List<byte[]> known, Sender.Sum sum) throws Exception {
        report.check("indicators accepted", values.size(), sum.accepted());
        String where = " WHERE collection_id = " + space.id;
        long reports = (long) values.size() + known.size();
        report.check("rows of report", reports, server.count("SELECT count(*) FROM report" + where));
        report.check("rows of listing", reports, server.count("SELECT count(*) FROM listing" + where));
        report.check("rows of indicator", values.size(), server.count("SELECT count(*) FROM indicator" + where));
        report.check("sum of values", Rows.sum(values), server.count(Rows.sumOf("indicator", space.id)));
        report.check("sum by COPY", Rows.sum(values), server.count(Rows.sumOf("copy_limit.indicator", space.id)));
    }

    /** A collection of its own for each run, with a member that writes to it. */
    private final class Space {

        private final String slug;
        private final int id;
        private final MemberClient member;

        Space(String trust) throws Exception {
            slug = "ingest-" + ++collections;
            server.coalition().collection(slug);
            id = (int) server.count("SELECT id FROM collection WHERE slug = '" + slug + "'");
            member = member("writer", trust);
        }

        MemberClient member(String name, String trust) throws InterruptedException {
            String unique = name + "-" + collections;
            server.coalition().member(unique, trust, slug);
            return server.coalition().client(unique, "submissions:write", "feed:read");
        }

        void awaitSequencer() throws Exception {
            while (server.count("SELECT count(*) FROM (SELECT FROM feed_change LIMIT 1) AS one") > 0) {
                Thread.sleep(20);
            }
        }
    }
}
