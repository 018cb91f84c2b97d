package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server has answered so far of a file, so that a push that was cut off goes on where it was. A line each: which
 * round this is, then a part and its result. A part counts once its line is whole.
 *
 * <p>A finished push leaves the next round's number. It goes into the idempotency keys: pushing the same file again is
 * then a new submission and not a replay of the old answer.
 */
final class PushJournal implements Closeable {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final String SUFFIX = ".ndjson";

    private final Path file;
    private final FileChannel channel;
    private final Map<Integer, PushResult> results = new HashMap<>();
    private int round;

    private PushJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param name tells this file, collection, client and way of splitting from others */
    static PushJournal open(Path folder, String name) throws IOException {
        OwnerOnly.createFolder(folder);
        removeOld(folder);
        Path file = folder.resolve(name + SUFFIX);
        PushJournal journal = new PushJournal(file, OwnerOnly.append(file));
        try {
            if (journal.channel.tryLock() == null) {
                throw Failure.usage("Another process is pushing this file.");
            }
            journal.load();
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void load() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, whole).split("\n", -1)) {
            JsonNode json = Json.readLeniently(line.getBytes(StandardCharsets.UTF_8));
            if (json.has("round")) {
                round = json.path("round").asInt();
                results.clear();
            } else if (json.has("part")) {
                results.put(json.path("part").asInt(), PushResult.of(json));
            }
        }
        if (whole < text.length()) {
            channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        }
    }

    int round() {
        return round;
    }

    /** How many parts were answered before. */
    int answered() {
        return results.size();
    }

    Optional<PushResult> resultOf(PushBatch batch) {
        return Optional.ofNullable(results.get(batch.index()));
    }

    void record(PushBatch batch, PushResult result) throws IOException {
        append(Json.line(Json.object().put("part", batch.index()).setAll(result.toJson())));
        results.put(batch.index(), result);
    }

    /** All parts were answered. */
    void finish() throws IOException {
        append(Json.line(Json.object().put("round", round + 1)));
    }

    private void append(String line) throws IOException {
        OwnerOnly.writeFully(channel, line + "\n");
        channel.force(false);
    }

    /** The keys are good for a day and files are pushed again within days, if ever. */
    private static void removeOld(Path folder) throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(KEPT));
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path journal : journals) {
                if (Files.getLastModifiedTime(journal).compareTo(oldest) < 0) {
                    Files.deleteIfExists(journal);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
