package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.alarmcall.cli.copy.CopyFile;
import org.alarmcall.cli.copy.CopyIndex;
import org.alarmcall.fingerprint.FingerprintType;

/** Looks into the local copy that {@code pull} keeps, and opens it anew when that has moved on. */
final class CopyFinder implements Finder {

    /** At most one part in so many of the time goes into reading a copy that keeps moving on. */
    private static final int READING_SHARE = 20;

    private final Path folder;
    private final Set<FingerprintType> types;
    private CopyIndex index;
    private long openedNanos = System.nanoTime();

    private CopyFinder(Path folder, Set<FingerprintType> types, CopyIndex index) {
        this.folder = folder;
        this.types = types;
        this.index = index;
    }

    /** Says what the copy is: an old one misses what came since. */
    static CopyFinder open(Path folder, Shell shell) throws IOException {
        CopyIndex index = CopyIndex.open(folder);
        JsonNode state =
                CopyFile.state(folder).orElseThrow(() -> Failure.usage("There is no finished copy in " + folder + "."));
        shell.say("Looking into the copy of " + state.path("collection").asText() + " at position "
                + state.path("position").asLong() + ", written at "
                + state.path("writtenAt").asText() + ".");
        return new CopyFinder(folder, types(state), index);
    }

    private static Set<FingerprintType> types(JsonNode state) {
        if (state.path("types").isEmpty()) {
            return EnumSet.allOf(FingerprintType.class);
        }
        Set<FingerprintType> held = EnumSet.noneOf(FingerprintType.class);
        for (JsonNode name : state.path("types")) {
            FingerprintType type = FingerprintType.ofWire(name.asText());
            if (type != null) {
                held.add(type);
            }
        }
        return held;
    }

    @Override
    public Set<FingerprintType> types() {
        return types;
    }

    @Override
    public List<Found> find(List<Query> queries) {
        try {
            reopenIfMovedOn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<CopyIndex.Hit>> hits = IntStream.range(0, queries.size())
                .parallel()
                .mapToObj(i -> hits(queries.get(i)))
                .toList();
        List<Found> found = new ArrayList<>();
        for (List<CopyIndex.Hit> ofQuery : hits) {
            found.add(new Found(
                    ofQuery.stream()
                            .map(hit -> new Match(Json.readLeniently(hit.line()), hit.distance()))
                            .toList(),
                    ofQuery.size() == CopyIndex.MOST_HITS));
        }
        return found;
    }

    private List<CopyIndex.Hit> hits(Query query) {
        try {
            return index.find(query.hash().fingerprint(), query.maxDistance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reopenIfMovedOn() throws IOException {
        boolean due = System.nanoTime() - openedNanos >= READING_SHARE * index.readingNanos();
        if (due && !index.isCurrent()) {
            CopyIndex fresh = CopyIndex.open(folder);
            index.close();
            index = fresh;
            openedNanos = System.nanoTime();
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
