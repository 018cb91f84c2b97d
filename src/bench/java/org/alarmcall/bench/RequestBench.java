package org.alarmcall.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alarmcall.acceptance.MemberClient;

/** A small request, token-protected, of one row, beside an endpoint of the same stack that does nothing. */
final class RequestBench {

    private static final String SLUG = "requests-bench";
    private static final String BASE = "/api/v1/collections/" + SLUG;
    private static final String HELLO = "hello";

    private RequestBench() {}

    static void run() throws Exception {
        Report report = new Report("requests");
        try (BenchServer server = BenchServer.start("requests")) {
            Map<String, LoadClient> clients = clients(server);
            clients.forEach((name, client) -> report.line("%s: %s", name, firstLineAndBody(client)));
            for (LoadClient client : clients.values()) {
                client.run(8, 2 * Settings.requestSeconds()); // warms up
            }
            for (int connections : Settings.requestConnections()) {
                measure(report, server, clients, connections);
            }
        }
    }

    private static Map<String, LoadClient> clients(BenchServer server) throws Exception {
        server.coalition().collection(SLUG);
        server.coalition().member("writer", "trusted", SLUG);
        MemberClient member = server.coalition().client("writer", "submissions:write", "feed:read");
        int entries = 200;
        new Sender(server, member, SLUG).sendAll(Rows.bodies(Rows.values(entries, 3), "ad", entries), 1);
        while (server.count("SELECT coalesce(max(position), 0) FROM feed_head") < entries) {
            Thread.sleep(20);
        }
        String bearer = "Bearer " + member.token();
        Map<String, LoadClient> clients = new LinkedHashMap<>();
        clients.put(HELLO, new LoadClient(server.process().uri(), "/bench/hello"));
        clients.put("keys (public, in memory)", new LoadClient(server.process().uri(), "/.well-known/jwks.json"));
        clients.put(
                "listing by reference",
                new LoadClient(server.process().uri(), BASE + "/listings?reference=ad-17", "Authorization", bearer));
        clients.put(
                "last entry of the feed",
                new LoadClient(
                        server.process().uri(),
                        BASE + "/feed?after=" + (entries - 1) + "&limit=1",
                        "Authorization",
                        bearer,
                        "Accept",
                        "application/x-ndjson"));
        clients.put(
                "feed at its head",
                new LoadClient(
                        server.process().uri(),
                        BASE + "/feed?after=" + entries,
                        "Authorization",
                        bearer,
                        "Accept",
                        "application/x-ndjson"));
        return clients;
    }

    private static void measure(Report report, BenchServer server, Map<String, LoadClient> clients, int connections)
            throws Exception {
        report.line("%n== %d connection(s), %d s a run, requests a second", connections, Settings.requestSeconds());
        Map<String, double[]> rates = new LinkedHashMap<>();
        for (int round = 0; round < Settings.rounds(); round++) {
            for (Map.Entry<String, LoadClient> client : clients.entrySet()) {
                BenchServer.Cpu before = server.cpu();
                double rate = client.getValue().run(connections, Settings.requestSeconds());
                rates.computeIfAbsent(client.getKey(), name -> new double[Settings.rounds()])[round] = rate;
                report.line(
                        "   run %d: %-26s %,8.0f/s; %s",
                        round + 1, client.getKey(), rate, server.cpu().since(before));
            }
        }
        double hello = Report.median(rates.getOrDefault(HELLO, new double[] {1}));
        rates.forEach((name, values) -> report.line(
                "   median: %-26s %,8.0f/s, ratio to hello %.2f",
                name, Report.median(values), Report.median(values) / hello));
    }

    private static String firstLineAndBody(LoadClient client) {
        try {
            String answer = client.once();
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4).replaceAll("\\s+", " ");
            return answer.lines().findFirst().orElse("") + ", " + answer.length() + " bytes, "
                    + body.substring(0, Math.min(100, body.length()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
