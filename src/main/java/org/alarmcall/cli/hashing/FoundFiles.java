package org.alarmcall.cli.hashing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.alarmcall.fingerprint.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * The files that are named one by one, and those below a folder, in the order of their names. One folder's names are held
 * at a time and level, not the whole tree. Links to folders are followed only where they are named themselves. What is
 * no picture or video is passed over in folders, and counted.
 */
public final class FoundFiles implements Iterator<FoundFiles.Found> {

    /** The name that stands for names on standard input, a line each. */
    public static final String STANDARD_INPUT = "-";

    /**
     * A file, or a place where there should be one.
     *
     * @param problem why it can't be looked at; null when it can
     */
    public record Found(
            String name, @Nullable Path file, @Nullable String problem) {

        public Hashed hash(FileHasher hasher) {
            return file == null ? Hashed.failed(name, 0, String.valueOf(problem)) : hasher.hash(file);
        }

        private static Found failed(String name, String problem) {
            return new Found(name, null, problem);
        }
    }

    private final Iterator<String> arguments;
    private final InputStream in;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private @Nullable BufferedReader names;
    private @Nullable Found next;
    private long passedOver;

    public FoundFiles(List<String> arguments, InputStream in) {
        this.arguments = List.copyOf(arguments).iterator();
        this.in = in;
    }

    /** How many files in folders were neither pictures nor videos so far. */
    public long passedOver() {
        return passedOver;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            Iterator<Path> folder = open.peek();
            if (folder == null) {
                String name = nextName();
                if (name == null) {
                    return false;
                }
                next = named(name);
            } else if (folder.hasNext()) {
                next = inFolder(folder.next());
            } else {
                open.pop();
            }
        }
        return true;
    }

    @Override
    public Found next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Found found = next;
        next = null;
        return Objects.requireNonNull(found);
    }

    private @Nullable String nextName() {
        try {
            BufferedReader lines = names;
            while (lines != null) {
                String line = lines.readLine();
                if (line == null) {
                    names = null;
                    lines = null;
                } else if (!line.isBlank()) {
                    return line;
                }
            }
            if (!arguments.hasNext()) {
                return null;
            }
            String argument = arguments.next();
            if (!argument.equals(STANDARD_INPUT)) {
                return argument;
            }
            names = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return nextName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Found named(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return Found.failed(name, "it is no name of a file: " + e.getReason());
        }
        return Files.isDirectory(path) ? enter(path) : new Found(name, path, null);
    }

    private @Nullable Found inFolder(Path path) {
        if (MediaName.isHidden(path)) {
            return null;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return enter(path);
        }
        try {
            if (!Files.isRegularFile(path) || !isMedia(path)) {
                passedOver++;
                return null;
            }
            return new Found(path.toString(), path, null);
        } catch (IOException e) {
            return Found.failed(path.toString(), FileHasher.reason(e));
        }
    }

    private @Nullable Found enter(Path folder) {
        try {
            open.push(list(folder).iterator());
            return null;
        } catch (IOException e) {
            return Found.failed(folder.toString(), FileHasher.reason(e));
        }
    }

    /** What is in a folder, sorted. */
    static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            listed.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw new IOException(e.getMessage(), e);
        }
        Collections.sort(entries);
        return entries;
    }

    /** By its name, or by its first bytes. */
    static boolean isMedia(Path file) throws IOException {
        if (MediaName.isVideo(file) || MediaName.isPicture(file)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return PictureFormat.of(in.readNBytes(PictureFormat.HEAD)) != null;
        }
    }
}
