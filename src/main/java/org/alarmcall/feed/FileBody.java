package org.alarmcall.feed;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.alarmcall.platform.StreamBody;
import org.jspecify.annotations.Nullable;

/** A file as a body. */
final class FileBody implements StreamBody {

    private static final int PIECE_BYTES = 128 * 1024;

    private final InputStream file;

    FileBody(InputStream file) {
        this.file = file;
    }

    @Override
    public CompletionStage<byte @Nullable []> next() {
        return CompletableFuture.supplyAsync(this::read, Infrastructure.getDefaultWorkerPool());
    }

    private byte @Nullable [] read() {
        try {
            byte[] piece = file.readNBytes(PIECE_BYTES);
            return piece.length == 0 ? null : piece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
