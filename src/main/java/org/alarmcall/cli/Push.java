package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.alarmcall.fingerprint.Hashes;

/**
 * Sends one file in parts, each with an idempotency key made of what the file holds: whatever is cut off, and wherever,
 * the same command goes on, and nothing is counted twice.
 */
final class Push {

    private static final Duration SLOWEST_ANSWER = Duration.ofMinutes(5);
    private static final int KEY_DIGITS = 40;

    private final Server server;
    private final Shell shell;
    private final String collection;
    private final int size;

    /** @param size listings or rows a request */
    Push(Server server, Shell shell, String collection, int size) {
        this.server = server;
        this.shell = shell;
        this.collection = collection;
        this.size = size;
    }

    /** @param rows how rows of CSV are hashed on the way */
    PushResult send(Path file, String name, PushFormat format, HashedRows rows) throws IOException {
        String content = contentHash(file);
        if (format == PushFormat.CSV) {
            checkBeforeSending(file, format);
        }
        String journalName =
                hash(server.uri().toString(), server.clientId(), collection, format.name(), "" + size, content);
        try (PushJournal journal = PushJournal.open(shell.stateDir().resolve("push"), journalName)) {
            if (journal.answered() > 0) {
                shell.say(name + " was begun before: going on after "
                        + Counted.of(journal.answered(), "request", "requests") + ".");
            }
            PushResult result = sendParts(file, name, format, rows, content, journal);
            if (!content.equals(contentHash(file))) {
                throw Failure.usage(name + " was changed while it was sent. Push it again.");
            }
            journal.finish();
            return result;
        }
    }

    private PushResult sendParts(
            Path file, String name, PushFormat format, HashedRows rows, String content, PushJournal journal)
            throws IOException {
        PushResult total = PushResult.NOTHING;
        Progress progress = new Progress(shell, name, Files.size(file), "bytes");
        long consumed = 0;
        try (PushBatches batches = format.split(file, size)) {
            progress.show(0);
            for (Optional<PushBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
                PushBatch batch = next.get();
                Optional<PushResult> before = journal.resultOf(batch);
                long end = Math.min(Files.size(file), batch.consumedBytes());
                long begin = consumed;
                PushResult result;
                if (before.isPresent()) {
                    result = before.get();
                } else {
                    // What was answered before is not hashed again.
                    PushBatch ready = format == PushFormat.CSV
                            ? rows.hash(batch, done -> progress.show(begin + (long) (done * (end - begin))))
                            : batch;
                    result = sendPart(ready, format, content, journal);
                }
                total = total.plus(result);
                consumed = end;
                progress.show(consumed);
            }
        } finally {
            progress.end();
        }
        return total;
    }

    private PushResult sendPart(PushBatch batch, PushFormat format, String content, PushJournal journal)
            throws IOException {
        PushResult result = batch.isEmpty()
                ? PushResult.of(Json.object(), batch)
                : post(batch, format, key(content, batch, journal.round()));
        journal.record(batch, result);
        return result;
    }

    /** A body that the server can't take sinks its own listings and not those of the other requests. */
    private PushResult post(PushBatch batch, PushFormat format, String key) throws IOException {
        Call call = Call.post(
                        "/collections/" + Call.encode(collection) + "/submissions",
                        format.mediaType(),
                        gzip(batch.body()))
                .with("Content-Encoding", "gzip")
                .with("Idempotency-Key", key)
                .canBeRepeated()
                .within(SLOWEST_ANSWER);
        try {
            return PushResult.of(server.json(call), batch);
        } catch (Refusal refusal) {
            if (format == PushFormat.CSV && isOfHeader(refusal)) {
                throw Failure.usage(refusal.adding(HashedColumns.SENTENCE).sentence());
            }
            return switch (refusal.status()) {
                case 400, 413, 422 -> PushResult.refused(refusal, batch);
                default -> throw refusal;
            };
        }
    }

    /** Then each part would be refused. */
    private static boolean isOfHeader(Refusal refusal) {
        JsonNode errors = refusal.problem().path("errors");
        return !errors.isEmpty()
                && StreamSupport.stream(errors.spliterator(), false)
                        .allMatch(error -> error.path("line").asInt() == 1);
    }

    /** The same for the same part of the same content in the same round, on every machine. */
    private String key(String content, PushBatch batch, int round) {
        String body = HexFormat.of().formatHex(Hashes.sha256(batch.body()));
        return "push-"
                + hash(collection, content, "" + batch.index(), "" + round, body)
                        .substring(0, KEY_DIGITS);
    }

    /** Rows that are not together are found before the first request and not in the middle. */
    private void checkBeforeSending(Path file, PushFormat format) throws IOException {
        try (PushBatches batches = format.split(file, size)) {
            Optional<PushBatch> next = batches.next();
            while (next.isPresent()) {
                next = batches.next();
            }
        }
    }

    private static String contentHash(Path file) throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            Hashes.update(in, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hash(String... parts) {
        return HexFormat.of().formatHex(Hashes.sha256(String.join("\n", parts)));
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }
}
