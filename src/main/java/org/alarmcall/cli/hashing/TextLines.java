package org.alarmcall.cli.hashing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.alarmcall.cli.copy.Lines;
import org.jspecify.annotations.Nullable;

/** The lines of several files that are not blank, as UTF-8. */
public final class TextLines implements Iterator<TextLines.Line>, Closeable {

    /** Four bytes for each character that a text may have. */
    private static final int MOST_BYTES = 4_000_000;

    /** @param problem why the text is not one; null when it is */
    public record Line(
            String file, int number, String text, @Nullable String problem) {

        public Hashed hash(LineHasher hasher) {
            return problem == null ? hasher.hash(file, number, text) : Hashed.failed(file, number, problem);
        }
    }

    private final Iterator<String> files;
    private final InputStream standardInput;
    private String file = "";
    private int number;
    private @Nullable InputStream in;
    private @Nullable Lines lines;
    private @Nullable Line next;

    public TextLines(List<String> files, InputStream standardInput) {
        this.files = List.copyOf(files).iterator();
        this.standardInput = standardInput;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null) {
                Lines open = lines;
                if (open == null) {
                    if (!files.hasNext()) {
                        return false;
                    }
                    open(files.next());
                } else if (open.next()) {
                    number++;
                    next = line(open);
                } else {
                    close();
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Line line(Lines open) {
        if (open.isTooLong()) {
            return new Line(file, number, "", "the line is longer than " + MOST_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(open.buffer(), open.start(), open.length()))
                    .toString();
            return text.isBlank() ? null : new Line(file, number, text, null);
        } catch (CharacterCodingException e) {
            return new Line(file, number, "", "the line is not UTF-8");
        }
    }

    private void open(String name) throws IOException {
        file = name;
        number = 0;
        InputStream opened =
                name.equals(FoundFiles.STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(name));
        in = opened;
        lines = new Lines(opened, MOST_BYTES);
    }

    @Override
    public Line next() {
        Line line = hasNext() ? next : null;
        if (line == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return line;
    }

    @Override
    public void close() throws IOException {
        InputStream opened = in;
        in = null;
        lines = null;
        if (opened != null) {
            opened.close();
        }
    }
}
