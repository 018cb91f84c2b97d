package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which feeds there are, and what each holds now. */
@Path("/api/v1/collections")
@Tag(name = "Feed")
@Singleton
class CollectionFeedsResource {

    private final CurrentCaller current;
    private final Members members;
    private final FeedReader reader;
    private final ManifestReader manifests;
    private final Snapshots snapshots;
    private final FeedFilters filters;
    private final Cursors cursors;

    CollectionFeedsResource(
            CurrentCaller current,
            Members members,
            FeedReader reader,
            ManifestReader manifests,
            Snapshots snapshots,
            FeedFilters filters,
            Cursors cursors) {
        this.current = current;
        this.members = members;
        this.reader = reader;
        this.manifests = manifests;
        this.snapshots = snapshots;
        this.filters = filters;
        this.cursors = cursors;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope({Scope.FEED_READ, Scope.SUBMISSIONS_WRITE})
    @Operation(
            summary = "The collections that the caller may see",
            description =
                    "With the head of each feed, 0 where the caller may not read it. Not paged: a coalition has few.")
    public Page<FeedViews.CollectionView> list() {
        Caller caller = current.get();
        Map<Integer, Long> heads = reader.heads(caller);
        return new Page<>(
                members.collections(caller).stream()
                        .map(collection -> FeedViews.CollectionView.of(
                                collection,
                                collection.access().canRead() ? heads.getOrDefault(collection.id(), 0L) : 0L))
                        .toList(),
                null);
    }

    @GET
    @Path("/{collection}/manifest")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.FEED_READ)
    @Operation(
            summary = "Count and digest of what is live, per type",
            description = "A member that computes the same digest over its copy at the same position holds exactly the"
                    + " feed. The digest is the sum modulo 2^256 of SHA-256(`type` + `\\n` + `value`) over the live"
                    + " indicators, as 64 hex; of tactics, which `tier` and `type` do not leave out, that of"
                    + " SHA-256(`tactic` + `\\n` + `id`).")
    public Manifest manifest(
            @PathParam("collection") String slug,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("type") @Nullable String type,
            @QueryParam("kind") @Nullable String kind) {
        Caller caller = current.get();
        CollectionRef collection = members.readable(caller, slug);
        return manifests.read(caller, collection, filters.parse(tier, kind, type));
    }

    @GET
    @Path("/{collection}/snapshot")
    @Produces(FeedResource.NDJSON)
    @RequiresScope(Scope.FEED_READ)
    @Operation(
            summary = "What is live, as NDJSON",
            description = "The first line is `{\"position\",\"chain\",\"count\",\"digest\"}`; after it `count` entries,"
                    + " tactics among them. The digest is that of the manifest over the indicators of all types."
                    + " What is not in it is to be dropped. Go on with `after=position&chain=chain`. It may be some"
                    + " seconds old; nothing is lost by that.")
    @APIResponse(
            responseCode = "200",
            description = "The snapshot",
            content =
                    @Content(
                            mediaType = FeedResource.NDJSON,
                            schema = @Schema(anyOf = {FeedViews.SnapshotHead.class, FeedViews.EntryView.class})))
    public Response snapshot(
            @PathParam("collection") String slug,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("type") @Nullable String type,
            @QueryParam("kind") @Nullable String kind,
            @Parameter(hidden = true) @HeaderParam("Accept-Encoding") @DefaultValue("") String acceptEncoding) {
        Caller caller = current.get();
        CollectionRef collection = members.readable(caller, slug);
        Snapshots.Opened snapshot = snapshots.open(caller, collection, filters.parse(tier, kind, type));
        cursors.served(caller, collection, snapshot.manifest().position());
        boolean gzip = acceptEncoding.toLowerCase(Locale.ROOT).contains("gzip");
        try {
            InputStream file = snapshot.gzip();
            Response.ResponseBuilder response = Response.ok(
                            new FileBody(gzip ? file : new GZIPInputStream(file, 64 * 1024)))
                    .header("Vary", "Accept-Encoding")
                    .header("Cache-Control", "no-store");
            return (gzip ? response.header("Content-Encoding", "gzip") : response).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
