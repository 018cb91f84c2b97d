package org.alarmcall.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.platform.CopyRows;
import org.alarmcall.platform.Ids;

/**
 * The limit for ingest: the same rows by plain {@code COPY} (binary, sorted by key, a transaction a batch) into tables
 * with the same columns and indexes.
 */
final class CopyLimit {

    private final BenchServer server;
    private final Ids ids = new Ids(Clock.systemUTC());

    CopyLimit(BenchServer server) throws IOException, SQLException {
        this.server = server;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA copy_limit");
            for (String table : List.of("indicator", "listing", "report")) {
                statement.execute("CREATE TABLE copy_limit." + table + " (LIKE public." + table + " INCLUDING ALL)");
            }
            statement.execute("CREATE TABLE copy_limit.indicator_alone (LIKE public.indicator INCLUDING ALL)");
        }
    }

    private record Indicator(UUID id, byte[] value) {}

    /** What one transaction writes: all that is needed, made before the clock runs. */
    private record Batch(List<Indicator> fresh, List<UUID> reported, List<UUID> listings, int first) {}

    /** Rows of what is in the collection before the clock runs. */
    void prepare(int collection, List<byte[]> known) throws Exception {
        time(collection, "copy_limit.indicator", 10_000, 1, known, List.of(), "known", true);
        time(collection, "copy_limit.indicator_alone", 10_000, 1, known, List.of(), "known", false);
    }

    /** Seconds for indicators, listings and reports. */
    double all(int collection, int batch, int connections, List<byte[]> values, List<byte[]> known, String name)
            throws Exception {
        return time(collection, "copy_limit.indicator", batch, connections, values, known, name, true);
    }

    /** Seconds for the indicators that are new. */
    double indicatorsAlone(int collection, int batch, int connections, List<byte[]> values, List<byte[]> known)
            throws Exception {
        return time(collection, "copy_limit.indicator_alone", batch, connections, values, known, "alone", false);
    }

    private double time(
            int collection,
            String table,
            int batchSize,
            int connections,
            List<byte[]> values,
            List<byte[]> known,
            String name,
            boolean withListings)
            throws Exception {
        List<List<Batch>> work = split(batches(values, known, batchSize), connections);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                open.add(server.connect());
            }
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Connection connection = open.get(i);
                List<Batch> mine = work.get(i);
                running.add(threads.submit(() -> {
                    connection.setAutoCommit(false);
                    for (Batch batch : mine) {
                        write(connection, collection, table, batch, name, withListings);
                        connection.commit();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            double seconds = BenchServer.seconds(System.nanoTime() - start);
            for (Connection connection : open) {
                connection.close();
            }
            return seconds;
        } finally {
            threads.shutdown();
        }
    }

    private static List<List<Batch>> split(List<Batch> batches, int parts) {
        List<List<Batch>> work = Stream.generate(() -> (List<Batch>) new ArrayList<Batch>())
                .limit(parts)
                .collect(Collectors.toList());
        for (int i = 0; i < batches.size(); i++) {
            work.get(i % parts).add(batches.get(i));
        }
        return work;
    }

    private List<Batch> batches(List<byte[]> values, List<byte[]> known, int size) {
        java.util.Set<byte[]> held = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        held.addAll(known);
        List<Batch> batches = new ArrayList<>();
        for (int start = 0; start < values.size(); start += size) {
            List<byte[]> part = values.subList(start, Math.min(values.size(), start + size));
            List<Indicator> fresh = part.stream()
                    .filter(value -> !held.contains(value))
                    .sorted(Arrays::compareUnsigned)
                    .map(value -> new Indicator(ids.random(), value))
                    .collect(Collectors.toList());
            List<UUID> reported = fresh.stream().map(Indicator::id).collect(Collectors.toCollection(ArrayList::new));
            while (reported.size() < part.size()) {
                reported.add(ids.random()); // of an indicator that is known
            }
            reported.sort(UUID::compareTo);
            List<UUID> listings =
                    Stream.generate(ids::ordered).limit(part.size()).collect(Collectors.toList());
            batches.add(new Batch(fresh, reported, listings, start));
        }
        return batches;
    }

    private void write(
            Connection connection, int collection, String table, Batch batch, String name, boolean withListings)
            throws SQLException {
        Instant now = Instant.now();
        try (CopyRows rows = CopyRows.into(connection, table + " (collection_id, id, type, value, created_at)")) {
            for (Indicator indicator : batch.fresh()) {
                rows.startRow(5);
                rows.int4(collection);
                rows.uuid(indicator.id());
                rows.int2((short) 1);
                rows.bytea(indicator.value());
                rows.timestamptz(now);
            }
            rows.finish();
        }
        if (withListings) {
            writeListings(connection, collection, batch, name, now);
            writeReports(connection, collection, batch, now);
        }
    }

    private void writeListings(Connection connection, int collection, Batch batch, String name, Instant now)
            throws SQLException {
        UUID submission = ids.ordered();
        byte[] hash = new byte[32];
        try (CopyRows rows = CopyRows.into(
                connection,
                "copy_limit.listing (collection_id, id, member_id, submission_id, reference, observed_at, received_at,"
                        + " sent_at, revision, labels, note, content_hash, trust, state, candidate, queue_reason)")) {
            for (int i = 0; i < batch.listings().size(); i++) {
                rows.startRow(16);
                rows.int4(collection);
                rows.uuid(batch.listings().get(i));
                rows.int4(2);
                rows.uuid(submission);
                rows.text(name + "-" + (batch.first() + i));
                rows.timestamptz(now);
                rows.timestamptz(now);
                rows.timestamptz(now);
                rows.int4(1);
                rows.text(Rows.LABELS);
                rows.text("Carved bangles offered as mammoth.");
                rows.bytea(hash);
                rows.int2((short) 1);
                rows.int2((short) 0);
                rows.bool(false);
                rows.int2((short) 0);
            }
            rows.finish();
        }
    }

    private static void writeReports(Connection connection, int collection, Batch batch, Instant now)
            throws SQLException {
        try (CopyRows rows = CopyRows.into(
                connection,
                "copy_limit.report (collection_id, indicator_id, listing_id, member_id, reported_at, pulled, quality)")) {
            for (int i = 0; i < batch.reported().size(); i++) {
                rows.startRow(7);
                rows.int4(collection);
                rows.uuid(batch.reported().get(i));
                rows.uuid(batch.listings().get(i));
                rows.int4(2);
                rows.timestamptz(now);
                rows.int8(0L);
                rows.int2((short) 100);
            }
            rows.finish();
        }
    }
}
