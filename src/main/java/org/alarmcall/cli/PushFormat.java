package org.alarmcall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file's listings are written. */
enum PushFormat {
    NDJSON("application/x-ndjson"),
    CSV("text/csv");

    /** The name that stands for standard input. */
    static final String STANDARD_INPUT = "-";

    private final String mediaType;

    PushFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** @param named by {@code --format}; without it the file's name says it, and standard input is NDJSON */
    static PushFormat of(String file, @Nullable String named) {
        if (named == null) {
            return file.equals(STANDARD_INPUT) ? NDJSON : ofName(file);
        }
        return switch (named.toLowerCase(Locale.ROOT)) {
            case "ndjson" -> NDJSON;
            case "csv" -> CSV;
            default -> throw Failure.usage("--format must be ndjson or csv, not " + named + ".");
        };
    }

    private static PushFormat ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return NDJSON;
        }
        throw Failure.usage("The format of " + file + " can't be told by its name: give --format ndjson or csv.");
    }

    /** @param size listings (NDJSON) or rows (CSV) a request */
    PushBatches split(Path file, int size) throws IOException {
        return this == CSV ? new CsvBatches(file, size) : new NdjsonBatches(Files.newInputStream(file), size);
    }
}
