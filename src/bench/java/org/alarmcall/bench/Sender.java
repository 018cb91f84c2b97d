package org.alarmcall.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alarmcall.acceptance.MemberClient;

/** Sends submissions, one after the other on each of its connections. */
final class Sender {

    private static final Pattern SUMMARY = Pattern.compile(
            "\"summary\":\\{\"created\":(\\d+),\"corroborated\":(\\d+),\"duplicate\":(\\d+),\"rejected\":(\\d+)");
    private static final int BEGINNING = 512;

    private final URI uri;
    private final MemberClient member;

    Sender(BenchServer server, MemberClient member, String collection) {
        this.uri = server.process().uri().resolve("/api/v1/collections/" + collection + "/submissions");
        this.member = member;
    }

    /** What the server counted. */
    record Sum(long created, long corroborated, long duplicate, long rejected) {

        static final Sum NOTHING = new Sum(0, 0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(
                    created + other.created,
                    corroborated + other.corroborated,
                    duplicate + other.duplicate,
                    rejected + other.rejected);
        }

        long accepted() {
            return created + corroborated + duplicate;
        }
    }

    Sum sendAll(List<byte[]> bodies, int connections) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Sum>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                running.add(threads.submit(() -> {
                    HttpClient http = newClient();
                    Sum sum = Sum.NOTHING;
                    for (int j = first; j < bodies.size(); j += connections) {
                        sum = sum.plus(send(http, bodies.get(j)));
                    }
                    return sum;
                }));
            }
            Sum sum = Sum.NOTHING;
            for (Future<Sum> each : running) {
                sum = sum.plus(each.get());
            }
            return sum;
        } finally {
            threads.shutdown();
        }
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Reads the answer to its end, and of it the sums at its beginning. */
    Sum send(HttpClient http, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + member.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            String beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            Matcher summary = SUMMARY.matcher(beginning);
            if (response.statusCode() != 200 || !summary.find()) {
                throw new IOException("answered " + response.statusCode() + ": " + beginning);
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return new Sum(
                    Long.parseLong(summary.group(1)),
                    Long.parseLong(summary.group(2)),
                    Long.parseLong(summary.group(3)),
                    Long.parseLong(summary.group(4)));
        }
    }
}
