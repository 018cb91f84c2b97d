package org.alarmcall.feed;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.alarmcall.feed.FeedReader.Framing;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Session;
import org.alarmcall.platform.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pull, wait, stream. */
@Path("/api/v1/collections/{collection}/feed")
@Tag(name = "Feed")
@Singleton
@RequiresScope(Scope.FEED_READ)
class FeedResource {

    static final String NDJSON = "application/x-ndjson";

    private final CurrentCaller current;
    private final Members members;
    private final FeedReader reader;
    private final FeedFilters filters;
    private final Heads heads;
    private final Cursors cursors;
    private final OpenStreams streams;
    private final FeedConfig config;

    FeedResource(
            CurrentCaller current,
            Members members,
            FeedReader reader,
            FeedFilters filters,
            Heads heads,
            Cursors cursors,
            OpenStreams streams,
            FeedConfig config) {
        this.current = current;
        this.members = members;
        this.reader = reader;
        this.filters = filters;
        this.heads = heads;
        this.cursors = cursors;
        this.streams = streams;
        this.config = config;
    }

    /** One reader's question, held while it waits. */
    private record Pull(
            Session session,
            CollectionRef collection,
            FeedFilter filter,
            long after,
            @Nullable String chain,
            int limit,
            long untilNanos,
            Framing framing) {

        Pull from(FeedPage page) {
            return new Pull(
                    session,
                    collection,
                    filter,
                    page.next(),
                    HexFormat.of().formatHex(page.chain()),
                    limit,
                    untilNanos,
                    framing);
        }

        Duration left() {
            return Duration.ofNanos(untilNanos - System.nanoTime());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            summary = "Pull entries, or wait for them",
            description = "An append-only log with dense positions. Send `next` of each answer as `after` of the next"
                    + " request, with its `chain`. With `tier`, an indicator that falls below it arrives as a"
                    + " `withdraw` with the reason `tier`: a reader that applies what it is given never holds what it"
                    + " did not ask for. With `Accept: application/x-ndjson` the answer is an entry a line, with"
                    + " `Feed-Next`, `Feed-Head` and `Feed-Chain` as headers. With `Accept: text/event-stream` it is a"
                    + " stream of server-sent events without end; `id:` is the position, events named `position` tell"
                    + " how far it has come.")
    @APIResponse(
            responseCode = "200",
            description = "The entries after `after`, at most `limit`; none when there was none within `wait`",
            headers = {
                @Header(name = "Feed-Next", description = "What to send as `after`"),
                @Header(name = "Feed-Head", description = "The last position"),
                @Header(name = "Feed-Chain", description = "The running hash at `Feed-Next`, 64 hex")
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = FeedViews.PageView.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = FeedViews.EntryView.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "409", description = "`feed-rewound`: start again from a snapshot")
    public CompletionStage<Response> pullJson(
            @PathParam("collection") String slug,
            @BeanParam @Valid FeedRequest request,
            @Parameter(description = "This tier and those above it: candidate, reviewed, corroborated.")
                    @QueryParam("tier")
                    @Nullable
                    String tier,
            @Parameter(description = "Comma-separated kinds; all when absent.") @QueryParam("kind") @Nullable
                    String kind,
            @Parameter(description = "Comma-separated indicator types; all when absent.") @QueryParam("type") @Nullable
                    String type) {
        return pull(slug, request, filters.parse(tier, kind, type), Framing.JSON);
    }

    @GET
    @Produces(NDJSON)
    @Blocking
    @Operation(hidden = true)
    public CompletionStage<Response> pullNdjson(
            @PathParam("collection") String slug,
            @BeanParam @Valid FeedRequest request,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("type") @Nullable String type) {
        return pull(slug, request, filters.parse(tier, kind, type), Framing.NDJSON);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Response stream(
            @PathParam("collection") String slug,
            @BeanParam @Valid FeedRequest request,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("type") @Nullable String type) {
        Session session = current.session();
        CollectionRef collection = members.readable(session.caller(), slug);
        FeedFilter filter = filters.parse(tier, kind, type);
        long after = request.startingPoint();
        FeedPage first =
                reader.page(session.caller(), collection, filter, after, request.chainAt(after), FeedStream.PAGE);
        cursors.held(session.caller(), collection, after);
        Runnable onClose = streams.open(session.caller());
        FeedStream stream = new FeedStream(
                reader, heads, members, cursors, session, collection, filter, first, config.heartbeat(), onClose);
        return Response.ok(stream)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private CompletionStage<Response> pull(String slug, FeedRequest request, FeedFilter filter, Framing framing) {
        Session session = current.session();
        CollectionRef collection = members.readable(session.caller(), slug);
        Pull pull = new Pull(
                session,
                collection,
                filter,
                request.after,
                request.chain,
                request.limit,
                System.nanoTime() + Duration.ofSeconds(request.wait).toNanos(),
                framing);
        FeedPage page = page(pull);
        cursors.held(session.caller(), collection, request.after);
        if (!page.isEmpty() || request.wait == 0) {
            return CompletableFuture.completedFuture(answer(pull, page));
        }
        Runnable onEnd = streams.open(session.caller());
        return await(pull, page).whenComplete((response, failure) -> onEnd.run());
    }

    private FeedPage page(Pull pull) {
        return reader.page(
                pull.session().caller(), pull.collection(), pull.filter(), pull.after(), pull.chain(), pull.limit());
    }

    /** Looks again each time the head has moved, until an entry passes the filter or the time is over. */
    private CompletionStage<Response> await(Pull pull, FeedPage page) {
        if (page.next() < page.head()) {
            return look(pull.from(page));
        }
        return heads.awaitMove(pull.collection().id(), page.next(), pull.left())
                .thenComposeAsync(moved -> look(pull.from(page)), Infrastructure.getDefaultWorkerPool());
    }

    private CompletionStage<Response> look(Pull pull) {
        if (!members.stillValid(pull.session())) {
            throw Problem.UNAUTHENTICATED.because("The access token was valid when the request began, and is no more.");
        }
        members.readable(pull.session().caller(), pull.collection().slug());
        FeedPage page = page(pull);
        boolean over = pull.left().isNegative() || pull.left().isZero();
        return page.isEmpty() && !over ? await(pull, page) : CompletableFuture.completedFuture(answer(pull, page));
    }

    private Response answer(Pull pull, FeedPage page) {
        cursors.served(pull.session().caller(), pull.collection(), page.next());
        return Response.ok(new FeedBody(
                        reader, pull.session().caller(), pull.collection(), pull.filter(), page, pull.framing()))
                .header("Feed-Next", page.next())
                .header("Feed-Head", page.head())
                .header("Feed-Chain", HexFormat.of().formatHex(page.chain()))
                .header("Cache-Control", "no-store")
                .build();
    }
}
