package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.TempFiles;

/**
 * What is live, as a file: written in one go under one database snapshot, and then sent from the file, so that a slow
 * reader holds no transaction. Readers that ask for the same while it is made, or soon after, share it; each goes on
 * from the position it names.
 */
@Singleton
class Snapshots {

    private static final int FETCH_ROWS = 2_000;
    /** A snapshot is shared for this many times as long as it took to make. */
    private static final int SHARED_FACTOR = 3;

    /** Made at a time on a node: each reads a whole feed, and takes a connection and disk. */
    private static final int AT_A_TIME = 2;

    private static final int TURN_WAIT_SECONDS = 20;

    private final Database database;
    private final TempFiles tempFiles;
    private final Map<String, Snapshot> made = new ConcurrentHashMap<>();
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    Snapshots(Database database, TempFiles tempFiles) {
        this.database = database;
        this.tempFiles = tempFiles;
    }

    /**
     * @param file NDJSON, gzip
     * @param madeAt {@link System#nanoTime}
     */
    record Snapshot(Path file, Manifest manifest, long madeAt, Duration took) {

        boolean isFresh() {
            return System.nanoTime() - madeAt < took.toNanos() * SHARED_FACTOR;
        }
    }

    /** A snapshot to send. */
    record Opened(Manifest manifest, InputStream gzip) {}

    /** Opens one that is fresh enough, or makes it. Close what it gives. */
    Opened open(Caller caller, CollectionRef collection, FeedFilter filter) {
        removeStale();
        AtomicReference<InputStream> opened = new AtomicReference<>();
        Snapshot snapshot = made.compute(collection.id() + "|" + filter.key(), (key, before) -> {
            Snapshot now = before != null && before.isFresh() ? before : makeInTurn(collection.id(), filter);
            if (before != null && now != before) {
                delete(before.file());
            }
            opened.set(open(now.file())); // here, where nobody can delete it in between
            return now;
        });
        return new Opened(snapshot.manifest(), Objects.requireNonNull(opened.get()));
    }

    /** Only a few are fresh at a time, since only a few are made at a time. Who reads one goes on reading. */
    private void removeStale() {
        made.forEach((key, snapshot) -> {
            if (!snapshot.isFresh() && made.remove(key, snapshot)) {
                delete(snapshot.file());
            }
        });
    }

    private Snapshot makeInTurn(int collectionId, FeedFilter filter) {
        try {
            if (!turns.tryAcquire(TURN_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return make(collectionId, filter);
        } finally {
            turns.release();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                Problem.UNAVAILABLE,
                "Other snapshots are being made. Try again in some seconds.",
                List.of(),
                Map.of("Retry-After", "10"));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snapshot make(int collectionId, FeedFilter filter) {
        long start = System.nanoTime();
        Path file = tempFiles.create("snapshot-");
        try {
            Manifest manifest = database.callInOneSnapshot(connection -> {
                try (OutputStream out = new FastGzip(file)) {
                    return write(connection, collectionId, filter, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            long end = System.nanoTime();
            return new Snapshot(file, manifest, end, Duration.ofNanos(end - start));
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    private static Manifest write(Connection connection, int collectionId, FeedFilter filter, OutputStream out)
            throws SQLException, IOException {
        Manifest manifest = ManifestReader.read(connection, collectionId, filter);
        out.write(firstLine(manifest).getBytes(StandardCharsets.UTF_8));
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT entry.payload FROM feed_live AS live
                JOIN feed_entry AS entry USING (collection_id, position)
                WHERE live.collection_id = ? AND live.tier >= ?
                    AND (cardinality(?::text[]) = 0 OR live.kind = ANY(?::text[]))
                    AND (cardinality(?::text[]) = 0 OR live.kind <> 'indicator' OR live.type = ANY(?::text[]))
                """)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setInt(1, collectionId);
            statement.setInt(2, filter.tier().rank());
            statement.setArray(3, SqlArrays.texts(connection, filter.kinds()));
            statement.setArray(4, SqlArrays.texts(connection, filter.kinds()));
            statement.setArray(5, SqlArrays.texts(connection, filter.types()));
            statement.setArray(6, SqlArrays.texts(connection, filter.types()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    out.write(row.getBytes(1));
                    out.write('\n');
                }
            }
        }
        return manifest;
    }

    private static String firstLine(Manifest manifest) {
        BigInteger sum = manifest.items().stream()
                .map(item -> new BigInteger(item.digest(), 16))
                .reduce(BigInteger.ZERO, BigInteger::add);
        String digest = HexFormat.of().formatHex(new DigestDelta(0, sum).digest());
        return "{\"position\":" + manifest.position() + ",\"chain\":\"" + manifest.chain() + "\",\"count\":"
                + manifest.count() + ",\"digest\":\"" + digest + "\"}\n";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(Path file) throws IOException {
            super(Files.newOutputStream(file), 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
