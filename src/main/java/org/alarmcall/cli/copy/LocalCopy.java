package org.alarmcall.cli.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds exactly what the feed holds for a {@link Filter}, up to a position. It survives a crash at any
 * moment: it is then what it was after the last {@link Batch#commit} or {@link Snapshot#finish} that returned, or after
 * the one that was under way. One process at a time; for one thread. A file that can't be read or written ends in
 * {@link UncheckedIOException}.
 */
public final class LocalCopy implements Closeable {

    private static final String LOG = "feed.log";
    private static final Commit NOTHING = new Commit(0, "0".repeat(64), 0, "0".repeat(64));
    private static final long SUPERSEDED_LINES_KEPT = 100_000;

    private final Path folder;
    private final Filter filter;
    private final FileChannel lock;
    private @Nullable LogFile log;
    private Live live = new Live();
    private Commit at = NOTHING;
    private long lines;

    private LocalCopy(Path folder, Filter filter, FileChannel lock) {
        this.folder = folder;
        this.filter = filter;
        this.lock = lock;
    }

    /**
     * Opens the copy in the folder, or prepares an empty one. An empty one claims the folder only with its first snapshot:
     * a collection that is not there must not keep it from the right one.
     *
     * @throws CopyException when the folder holds another copy, or another process has it open
     */
    public static LocalCopy open(Path folder, Filter filter) {
        try {
            Files.createDirectories(folder);
            LocalCopy copy = new LocalCopy(folder, filter, lock(folder));
            try {
                if (copy.isBegun()) {
                    CopyFile.claim(folder, filter);
                }
                copy.load();
            } catch (IOException | RuntimeException e) {
                copy.close();
                throw e;
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new CopyException("Another process is following the feed into " + folder + ".");
        }
        return channel;
    }

    /** Also without its log, a copy that other programs read is one. */
    private boolean isBegun() throws IOException {
        return Files.exists(folder.resolve(LOG)) || CopyFile.state(folder).isPresent();
    }

    private void load() throws IOException {
        Files.deleteIfExists(freshLog());
        if (!Files.exists(folder.resolve(LOG))) {
            return;
        }
        LogFile opened = LogFile.open(folder.resolve(LOG));
        log = opened;
        Optional<Commit> last = opened.recover();
        if (last.isEmpty()) {
            forget(opened);
            return;
        }
        opened.forEachLine((buffer, start, length, place) -> {
            live.apply(Entry.parse(buffer, start, length), place, opened);
            lines++;
        });
        at = last.get();
        if (live.count() != at.count() || !live.totals().digest().equals(at.digest())) {
            forget(opened);
        }
    }

    /** What is there can't be used: the copy is empty, until a snapshot replaces it. */
    private void forget(LogFile damaged) throws IOException {
        damaged.close();
        log = null;
        live = new Live();
        at = NOTHING;
        lines = 0;
    }

    /** Whether nothing is held yet: then a snapshot comes first. */
    public boolean isEmpty() {
        return log == null;
    }

    public Filter filter() {
        return filter;
    }

    /** The feed's position that the copy is at. */
    public long position() {
        return at.position();
    }

    /** The feed's running hash at the position. */
    public String chain() {
        return at.chain();
    }

    public long count() {
        return live.count();
    }

    public Totals totals() {
        return live.totals();
    }

    /** Begins the next answer of the feed. Only one is open at a time. */
    public Batch batch() {
        return new Batch(this, opened());
    }

    /** Begins a snapshot, which replaces all when it is finished. */
    public Snapshot snapshot() {
        try {
            return new Snapshot(this, LogFile.create(freshLog()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the log anew without superseded lines, when there are more of those than of the others. */
    public void compactIfWorthwhile() {
        if (lines - live.count() <= live.count() + SUPERSEDED_LINES_KEPT) {
            return;
        }
        try (Snapshot fresh = snapshot()) {
            for (long place : SortedLines.of(live, opened())) {
                byte[] line = opened().lineAt(place);
                fresh.add(line, 0, line.length);
            }
            fresh.replace(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes {@code current.ndjson}: the live indicators, one JSON object a line as the server sent it, sorted by type and
     * value. Then {@code state.json}, which says what it is.
     *
     * @param server where the copy comes from
     * @param verified whether the server's manifest said the same
     */
    public void export(String server, boolean verified) {
        try {
            CurrentFile.write(folder, live, opened());
            CopyFile.writeState(folder, filter, at, live.totals(), server, verified);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Live live() {
        return live;
    }

    Commit at() {
        return at;
    }

    void committed(Commit commit, long appended) {
        at = commit;
        lines += appended;
    }

    /** The fresh log takes the old one's place; from here on the copy is the snapshot. */
    void replaceLog(LogFile fresh, Live freshLive, Commit commit) throws IOException {
        LogFile old = log;
        if (old == null) {
            CopyFile.mark(folder, filter); // before the log: no log is without its mark
        }
        Durable.move(freshLog(), folder.resolve(LOG));
        log = fresh;
        live = freshLive;
        at = commit;
        lines = freshLive.count();
        if (old != null) {
            old.close();
        }
    }

    private Path freshLog() {
        return folder.resolve(LOG + ".new");
    }

    private LogFile opened() {
        LogFile opened = log;
        if (opened == null) {
            throw new IllegalStateException("the copy is empty: take a snapshot first");
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        try (FileChannel released = lock) {
            LogFile opened = log;
            if (opened != null) {
                opened.close();
            }
        }
    }
}
