package org.alarmcall.cli.copy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;

/**
 * Finds fingerprints in the {@code current.ndjson} of a copy. The file is sorted: an equal value is found by halving it,
 * without reading it. For near ones the codes of their type are read once (40 bytes of memory an indicator) and compared
 * one by one. It stands on the file as it was when it was opened, also after the copy has moved on. For many threads.
 */
public final class CopyIndex implements Closeable {

    /** As many as the server gives for a query. */
    public static final int MOST_HITS = 100;

    private final Path file;
    private final BasicFileAttributes opened;
    private final SortedFile lines;
    private @Nullable NearCodes pictures;
    private @Nullable NearCodes texts;
    private long readingNanos;

    private CopyIndex(Path file, BasicFileAttributes opened, SortedFile lines) {
        this.file = file;
        this.opened = opened;
        this.lines = lines;
    }

    /**
     * An indicator of the copy.
     *
     * @param line the JSON object as the server sent it
     * @param distance 0 for an equal value
     */
    public record Hit(byte[] line, int distance) {}

    /** @throws CopyException when there is no finished copy in the folder */
    public static CopyIndex open(Path folder) throws IOException {
        Path file = folder.resolve(CurrentFile.NAME);
        if (!Files.exists(file)) {
            throw new CopyException("There is no finished copy in " + folder + ".");
        }
        // Attributes first: where the file is replaced in between, it is merely opened once more.
        BasicFileAttributes attributes = attributes(file);
        return new CopyIndex(file, attributes, new SortedFile(FileChannel.open(file, StandardOpenOption.READ)));
    }

    /** Whether the copy is still the one that was opened. */
    public boolean isCurrent() throws IOException {
        BasicFileAttributes now = attributes(file);
        return now.lastModifiedTime().equals(opened.lastModifiedTime())
                && now.size() == opened.size()
                && Objects.equals(now.fileKey(), opened.fileKey());
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** The nearest first, at most {@value #MOST_HITS}. */
    public List<Hit> find(Fingerprint value, int maxDistance) throws IOException {
        if (maxDistance == 0 || !NearCodes.isNear(value.type())) {
            byte[] line = lines.find(value.type().wire(), value.canonical());
            return line == null ? List.of() : List.of(new Hit(line, 0));
        }
        PriorityQueue<NearCodes.Near> farthestFirst = new PriorityQueue<>(
                Comparator.comparingInt(NearCodes.Near::distance).reversed());
        codes(value.type()).forEachNear(value, maxDistance, near -> {
            farthestFirst.add(near);
            if (farthestFirst.size() > MOST_HITS) {
                farthestFirst.poll();
            }
        });
        List<NearCodes.Near> nearest = new ArrayList<>(farthestFirst);
        nearest.sort(Comparator.comparingInt(NearCodes.Near::distance).thenComparingLong(NearCodes.Near::offset));
        List<Hit> hits = new ArrayList<>();
        for (NearCodes.Near near : nearest) {
            hits.add(new Hit(lines.lineAt(near.offset()), near.distance()));
        }
        return hits;
    }

    /** What it took to read the codes so far; 0 as long as nothing near was looked for. */
    public synchronized long readingNanos() {
        return readingNanos;
    }

    private synchronized NearCodes codes(FingerprintType type) throws IOException {
        NearCodes codes = type == FingerprintType.IMAGE_PDQ ? pictures : texts;
        if (codes == null) {
            long begin = System.nanoTime();
            codes = NearCodes.read(lines, type);
            readingNanos += System.nanoTime() - begin;
            if (type == FingerprintType.IMAGE_PDQ) {
                pictures = codes;
            } else {
                texts = codes;
            }
        }
        return codes;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
