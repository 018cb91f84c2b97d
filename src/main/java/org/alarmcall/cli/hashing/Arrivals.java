package org.alarmcall.cli.hashing;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pictures and videos that come into a folder and those below it, each once it has not changed for a while: a file
 * that is still being written is not read. A file that is written again comes again. Where the system has lost count of
 * what came, all that changed lately is looked at, so that nothing is missed and something may come twice. For one
 * thread.
 */
public final class Arrivals implements Closeable {

    private static final Duration IDLE = Duration.ofSeconds(1);
    /** A clock of files may be coarse, and another machine's may be wrong by as much. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Path root;
    private final Duration settle;
    private final Consumer<String> problems;
    private final WatchService watch;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Map<Path, Seen> unsettled = new LinkedHashMap<>();
    private FileTime lookedAt;

    /** How a file was when it last changed, by this process' clock. */
    private record Seen(long size, FileTime modified, long sinceNanos) {}

    /**
     * Begins to watch.
     *
     * @param settle how long a file has to stay as it is
     * @param existing whether what is there already counts as having come
     * @param problems told of folders that can't be watched; the others are
     */
    public Arrivals(Path root, Duration settle, boolean existing, Consumer<String> problems) throws IOException {
        this.root = root;
        this.settle = settle;
        this.problems = problems;
        this.lookedAt = FileTime.fromMillis(existing ? 0 : System.currentTimeMillis());
        this.watch = root.getFileSystem().newWatchService();
        try {
            enter(root, existing ? lookedAt : null);
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /**
     * The files that have settled; waits a second at most when there are none.
     *
     * @throws NoSuchFileException when the folder itself is gone
     */
    public List<Path> next() throws IOException, InterruptedException {
        Duration wait = unsettled.isEmpty() || settle.compareTo(IDLE) > 0 ? IDLE : settle;
        FileTime begin = FileTime.fromMillis(System.currentTimeMillis());
        WatchKey key = watch.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            take(key);
            key = watch.poll();
        }
        if (!folders.containsValue(root)) {
            throw new NoSuchFileException(root.toString());
        }
        lookedAt = begin;
        return settled();
    }

    private void take(WatchKey key) throws IOException {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder == null) {
                continue;
            }
            if (event.kind() == OVERFLOW) {
                enter(root, FileTime.from(lookedAt.toInstant().minus(SLACK)));
            } else if (event.context() instanceof Path name) {
                came(folder.resolve(name), event.kind() == ENTRY_CREATE);
            }
        }
        if (!key.reset()) {
            folders.remove(key);
        }
    }

    /** What is in a folder that merely changed comes by the folder's own events. */
    private void came(Path path, boolean isNew) throws IOException {
        if (MediaName.isHidden(path)) {
            return;
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            note(path);
        } else if (isNew) {
            enter(path, FileTime.fromMillis(0));
        }
    }

    /** Watches a folder and those below. Registered before it is listed, so that nothing comes in between. */
    private void enter(Path folder, @Nullable FileTime changedSince) throws IOException {
        try {
            folders.put(folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY), folder);
            for (Path entry : FoundFiles.list(folder)) {
                if (MediaName.isHidden(entry)) {
                    continue;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    enter(entry, changedSince);
                } else if (changedSince != null && isChanged(entry, changedSince)) {
                    note(entry);
                }
            }
        } catch (IOException e) {
            failed(folder, e);
        }
    }

    private void failed(Path folder, IOException e) throws IOException {
        if (folder.equals(root)) {
            throw e;
        }
        boolean gone = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
        if (!gone) {
            problems.accept(folder + " can't be watched: " + FileHasher.reason(e));
        }
    }

    /** Came here or was written since: a file that was moved keeps its time of writing. */
    private static boolean isChanged(Path file, FileTime since) throws IOException {
        try {
            FileTime changed =
                    file.getFileSystem().supportedFileAttributeViews().contains("unix")
                            ? (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                            : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            return changed.compareTo(since) >= 0;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private void note(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.isRegularFile()) {
                unsettled.put(file, new Seen(now.size(), now.lastModifiedTime(), System.nanoTime()));
            }
        } catch (IOException e) {
            unsettled.remove(file); // gone as quickly as it came
        }
    }

    private List<Path> settled() {
        List<Path> settled = new ArrayList<>();
        Iterator<Map.Entry<Path, Seen>> all = unsettled.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Path, Seen> entry = all.next();
            Path file = entry.getKey();
            Seen seen = entry.getValue();
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                if (now.size() != seen.size() || !now.lastModifiedTime().equals(seen.modified())) {
                    entry.setValue(new Seen(now.size(), now.lastModifiedTime(), System.nanoTime()));
                } else if (System.nanoTime() - seen.sinceNanos() >= settle.toNanos()) {
                    all.remove();
                    if (isMedia(file)) {
                        settled.add(file);
                    }
                }
            } catch (IOException e) {
                all.remove(); // gone before it was read
            }
        }
        return settled;
    }

    /** One that can't be read is, too: whoever hashes it says why. */
    private static boolean isMedia(Path file) {
        try {
            return FoundFiles.isMedia(file);
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
