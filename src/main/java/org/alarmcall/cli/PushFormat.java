package org.alarmcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How a file's listings are written. */
enum PushFormat {
    NDJSON("application/x-ndjson"),
    CSV("text/csv");

    private final String mediaType;

    PushFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static PushFormat ofName(String file) {
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
        return this == CSV ? new CsvBatches(file, size) : new NdjsonBatches(file, size);
    }
}
