package org.alarmcall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.alarmcall.acceptance.Await;
import org.alarmcall.acceptance.Follower;
import org.alarmcall.acceptance.MemberClient;

/** From the moment a submission is answered to the moment a follower of the event stream holds the entry. */
final class LagBench {

    private static final String SLUG = "lag-bench";
    private static final int LOAD_BATCH = 500;
    private static final long PROBE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BenchServer server;
    private final Report report;
    private final MemberClient member;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    private LagBench(BenchServer server, Report report) throws Exception {
        this.server = server;
        this.report = report;
        server.coalition().collection(SLUG);
        server.coalition().member("writer", "trusted", SLUG);
        this.member = server.coalition().client("writer", "submissions:write", "feed:read");
    }

    static void run() throws Exception {
        Report report = new Report("lag");
        report.line(
                "a probe is a submission of one listing, every 50 ms; the load is submissions of %d listings",
                LOAD_BATCH);
        try (BenchServer server = BenchServer.start("lag")) {
            LagBench bench = new LagBench(server, report);
            try (Follower follower = new Follower(bench.member, SLUG, Follower.Way.STREAM, bench::onEntry)) {
                bench.measure("warm-up", 1_000, Math.min(5, Settings.lagSeconds()), follower);
                for (int rate : Settings.lagRates()) {
                    for (int round = 0; round < Settings.rounds(); round++) {
                        bench.measure("run " + (round + 1), rate, Settings.lagSeconds(), follower);
                    }
                }
            }
        }
    }

    private void onEntry(byte[] entry) {
        try {
            seen.put(json.readTree(entry).get("indicator").get("value").asText(), System.nanoTime());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void measure(String name, int loadPerSecond, int seconds, Follower follower) throws Exception {
        seen.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long[] loaded = new long[1];
        Thread load = new Thread(() -> loaded[0] = load(name, loadPerSecond, end), "load");
        load.start();
        List<Probe> probes = probe(end);
        load.join();
        long touches = server.count("SELECT count(*) FROM feed_change");
        long behind = server.count("SELECT max(position) FROM feed_head")
                - follower.copy().position();
        Await.until("all probes are seen", java.time.Duration.ofMinutes(2), () -> {
            follower.copy(); // fails when the follower has
            return probes.stream().allMatch(probe -> seen.containsKey(probe.value()));
        });
        double[] afterAnswer = lags(probes, false);
        double[] afterSending = lags(probes, true);
        report.line(
                "   load of %d/s (%,.0f/s reached), %s: %d probes; after the answer p50 %.0f ms, p99 %.0f ms, max %.0f ms;"
                        + " after the request was sent p50 %.0f ms, p99 %.0f ms; at the end %d touches and %d entries waited",
                loadPerSecond,
                loaded[0] / (double) seconds,
                name,
                probes.size(),
                percentile(afterAnswer, 50),
                percentile(afterAnswer, 99),
                percentile(afterAnswer, 100),
                percentile(afterSending, 50),
                percentile(afterSending, 99),
                touches,
                behind);
    }

    private record Probe(String value, long sentNanos, long answeredNanos) {}

    private List<Probe> probe(long end) throws Exception {
        HttpClient http = Sender.newClient();
        Sender sender = new Sender(server, member, SLUG);
        List<Probe> probes = new ArrayList<>();
        long due = System.nanoTime();
        while (due < end) {
            byte[] value = Rows.values(1, System.nanoTime()).get(0);
            String hex = HexFormat.of().formatHex(value);
            byte[] body = Rows.bodies(List.of(value), "probe-" + hex.substring(0, 16), 1)
                    .get(0);
            long sent = System.nanoTime();
            sender.send(http, body);
            probes.add(new Probe(hex, sent, System.nanoTime()));
            due += PROBE_EVERY_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return probes;
    }

    /** Sends at the rate, or as fast as it is answered when that is slower. */
    private long load(String name, int perSecond, long end) {
        if (perSecond == 0) {
            return 0;
        }
        HttpClient http = Sender.newClient();
        Sender sender = new Sender(server, member, SLUG);
        long sent = 0;
        long start = System.nanoTime();
        try {
            while (System.nanoTime() < end) {
                List<byte[]> values = Rows.values(LOAD_BATCH, System.nanoTime());
                sender.send(
                        http,
                        Rows.bodies(values, "load-" + name.hashCode() + "-" + perSecond + "-" + sent, LOAD_BATCH)
                                .get(0));
                sent += LOAD_BATCH;
                long due = start + (long) (sent * 1e9 / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
            }
            return sent;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double[] lags(List<Probe> probes, boolean fromSending) {
        return probes.stream()
                .mapToDouble(probe -> {
                    long from = fromSending ? probe.sentNanos() : probe.answeredNanos();
                    return (seen.getOrDefault(probe.value(), Long.MAX_VALUE) - from) / 1e6;
                })
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, int percent) {
        int index = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
        return Math.max(0, sorted[Math.max(0, index)]);
    }
}
