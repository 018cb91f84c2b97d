package org.alarmcall.feed;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.alarmcall.feed.FeedReader.Framing;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.StreamBody;
import org.jspecify.annotations.Nullable;

/** The entries of a page as a body, a block at a time. The next block is read while the one before goes out. */
final class FeedBody implements StreamBody {

    /** Entries in a block: some hundred kilobytes. */
    static final long BLOCK = 1_000;

    private final FeedReader reader;
    private final Caller caller;
    private final CollectionRef collection;
    private final FeedFilter filter;
    private final FeedPage page;
    private final Framing framing;
    private final long step;
    private final Deque<byte[]> before = new ArrayDeque<>();
    private byte @Nullable [] end;
    private long position;
    private boolean hasEntries;
    private @Nullable CompletableFuture<byte @Nullable []> ahead;

    FeedBody(
            FeedReader reader,
            Caller caller,
            CollectionRef collection,
            FeedFilter filter,
            FeedPage page,
            Framing framing) {
        this.reader = reader;
        this.caller = caller;
        this.collection = collection;
        this.filter = filter;
        this.page = page;
        this.framing = framing;
        this.position = page.isEmpty() ? page.next() : page.after();
        this.step = page.isEmpty() ? BLOCK : Math.max(BLOCK, (page.next() - page.after()) * BLOCK / page.entries());
        if (framing == Framing.JSON) {
            before.add(FeedReader.utf8("{\"entries\":["));
            end = FeedReader.utf8("],\"next\":" + page.next() + ",\"chain\":\""
                    + HexFormat.of().formatHex(page.chain()) + "\",\"head\":" + page.head() + "}");
        }
    }

    @Override
    public CompletionStage<byte @Nullable []> next() {
        if (!before.isEmpty()) {
            readAhead();
            return CompletableFuture.completedFuture(before.poll());
        }
        readAhead();
        if (ahead == null) {
            byte @Nullable [] last = end;
            end = null;
            return CompletableFuture.completedFuture(last);
        }
        CompletableFuture<byte @Nullable []> block = ahead;
        ahead = null;
        return block.thenCompose(entries -> {
            readAhead();
            return entries == null ? next() : CompletableFuture.completedFuture(framed(entries));
        });
    }

    private byte[] framed(byte[] entries) {
        boolean separated = framing == Framing.JSON && hasEntries;
        hasEntries = true;
        if (!separated) {
            return entries;
        }
        byte[] framed = new byte[entries.length + 1];
        framed[0] = ',';
        System.arraycopy(entries, 0, framed, 1, entries.length);
        return framed;
    }

    private void readAhead() {
        if (ahead == null && position < page.next()) {
            long from = position;
            long upTo = Math.min(page.next(), from + step);
            position = upTo;
            ahead = CompletableFuture.supplyAsync(
                    () -> reader.block(caller, collection, filter, framing, from, upTo),
                    Infrastructure.getDefaultWorkerPool());
        }
    }
}
