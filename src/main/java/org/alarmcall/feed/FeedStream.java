package org.alarmcall.feed;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.alarmcall.feed.FeedReader.Framing;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Session;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.StreamBody;
import org.jspecify.annotations.Nullable;

/**
 * The feed as server-sent events, without end. After each page an event {@code position} tells how far the stream has
 * come, also past entries that the filter left out, with the running hash there; it comes at least once a heartbeat, and
 * each time the session behind the stream is checked: when the token has expired, the member is suspended or may not
 * read the collection any more, the stream ends.
 */
final class FeedStream implements StreamBody {

    /** Entries between two looks at the session: a slow reader that is suspended gets no more than these. */
    static final long PAGE = FeedBody.BLOCK;

    private final FeedReader reader;
    private final Heads heads;
    private final Members members;
    private final Session session;
    private final CollectionRef collection;
    private final FeedFilter filter;
    private final Duration heartbeat;
    private final Cursors cursors;
    private final Runnable onClose;

    private FeedPage last;
    private @Nullable FeedBody body;
    private @Nullable String chain;

    FeedStream(
            FeedReader reader,
            Heads heads,
            Members members,
            Cursors cursors,
            Session session,
            CollectionRef collection,
            FeedFilter filter,
            FeedPage first,
            Duration heartbeat,
            Runnable onClose) {
        this.reader = reader;
        this.heads = heads;
        this.members = members;
        this.cursors = cursors;
        this.session = session;
        this.collection = collection;
        this.filter = filter;
        this.heartbeat = heartbeat;
        this.onClose = onClose;
        this.last = first;
        this.body = body(first);
    }

    /** Noted before the first byte: a reader that breaks off in the middle has seen what came before. */
    private FeedBody body(FeedPage page) {
        cursors.served(session.caller(), collection, page.next());
        return new FeedBody(reader, session.caller(), collection, filter, page, Framing.SSE);
    }

    @Override
    public CompletionStage<byte @Nullable []> next() {
        if (body == null && last.next() < last.head()) {
            return CompletableFuture.supplyAsync(this::turn, Infrastructure.getDefaultWorkerPool())
                    .thenCompose(piece -> piece);
        }
        if (body == null) {
            return heads.awaitMove(collection.id(), last.next(), heartbeat)
                    .thenComposeAsync(moved -> turn(), Infrastructure.getDefaultWorkerPool());
        }
        return body.next().thenCompose(block -> block == null ? pageEnds() : CompletableFuture.completedFuture(block));
    }

    /** A reader that sees the position event has all entries up to it. */
    private CompletionStage<byte @Nullable []> pageEnds() {
        body = null;
        chain = HexFormat.of().formatHex(last.chain());
        return CompletableFuture.completedFuture(FeedReader.utf8("event:position\ndata:{\"next\":" + last.next()
                + ",\"chain\":\"" + chain + "\",\"head\":" + last.head() + "}\n\n"));
    }

    private CompletionStage<byte @Nullable []> turn() {
        if (!members.stillValid(session)) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            members.readable(session.caller(), collection.slug());
            last = reader.page(session.caller(), collection, filter, last.next(), chain, PAGE);
        } catch (ProblemException over) {
            return CompletableFuture.completedFuture(null); // may not read it any more, or the feed was rewound
        }
        body = body(last);
        return next();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
