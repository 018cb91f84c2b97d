package org.alarmcall.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in chunks that bound memory. While one is stored the next is read, since one keeps the database busy and
 * the other this process; a body of one chunk is read by the caller itself.
 */
final class ChunkReader implements AutoCloseable {

    /** What ends a chunk: listings, indicators, or characters of labels and notes. */
    private static final int CHUNK_LISTINGS = 2_000;

    private static final int CHUNK_INDICATORS = 10_000;
    private static final int CHUNK_CHARACTERS = 4_000_000;

    private final ListingSource source;
    private final Executor executor;
    private boolean ended;
    private @Nullable CompletableFuture<List<ListingResult>> ahead;

    ChunkReader(ListingSource source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    /** The next chunk; empty after the last. */
    List<ListingResult> next() throws IOException {
        List<ListingResult> chunk = ahead == null ? read() : await(ahead);
        ahead = ended ? null : CompletableFuture.supplyAsync(this::readUnchecked, executor);
        return chunk;
    }

    /** Waits for what is being read, so that the body can be closed. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.handle((chunk, failure) -> null).join();
        }
    }

    private List<ListingResult> readUnchecked() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ListingResult> await(CompletableFuture<List<ListingResult>> chunk) {
        try {
            return chunk.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private List<ListingResult> read() throws IOException {
        List<ListingResult> chunk = new ArrayList<>();
        int indicators = 0;
        int characters = 0;
        while (chunk.size() < CHUNK_LISTINGS && indicators < CHUNK_INDICATORS && characters < CHUNK_CHARACTERS) {
            ListingResult listing = ended ? null : source.next();
            if (listing == null) {
                ended = true;
                break;
            }
            chunk.add(listing);
            if (listing instanceof ParsedListing parsed) {
                indicators += parsed.indicators().size();
                characters += parsed.labelsJson().length()
                        + (parsed.note() == null ? 0 : parsed.note().length());
            }
        }
        return chunk;
    }
}
