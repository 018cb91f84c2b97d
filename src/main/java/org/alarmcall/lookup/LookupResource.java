package org.alarmcall.lookup;

import io.quarkus.vertx.http.Uncompressed;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.matching.Matching;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Is this in the feed? */
@Path("/api/v1/collections/{collection}/lookup")
@Tag(name = "Lookup")
@Singleton
@RequiresScope(Scope.LOOKUP_READ)
class LookupResource {

    /** As long as an answer may be taken for the present state by whoever holds it. */
    private static final String CACHED = "private, max-age=10";

    private final CurrentCaller current;
    private final Members members;
    private final Matching matching;
    private final LiveValues values;
    private final LookupCount count;
    private final SecureRandom random = new SecureRandom();

    LookupResource(CurrentCaller current, Members members, Matching matching, LiveValues values, LookupCount count) {
        this.current = current;
        this.members = members;
        this.matching = matching;
        this.values = values;
        this.count = count;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Look values up",
            description =
                    "For each value what is in the feed that equals it or, for `image_pdq` and `text_tlsh`, is near"
                            + " it, nearest first: at most 100 for a query, and at most 10,000 for all of a request. Send the eight"
                            + " dihedral variants of a picture's hash as eight queries. The server sees the values: where it must not,"
                            + " ask for a prefix. A request with a query that is not valid is refused as a whole.")
    @APIResponse(responseCode = "200", description = "A result for each query, in their order.")
    @APIResponse(
            responseCode = "429",
            description =
                    "The client's lookups of the day are used up, or it has too many in progress; see `Retry-After`.")
    @APIResponse(
            responseCode = "503",
            description = "The node is not in step with the feed yet, or too busy for near lookups; see `Retry-After`.")
    public LookupAnswer lookup(@PathParam("collection") String slug, @Valid @NotNull LookupRequest body) {
        Caller caller = current.get();
        CollectionRef collection = members.readable(caller, slug);
        List<Matching.Query> queries = body.parse();
        count.take(caller, queries.size());
        LookupAnswer answer = LookupAnswer.of(made(caller, collection, queries));
        count.missed(caller, answer.misses());
        return answer;
    }

    /** What was not looked up does not count. */
    private List<Matching.Matches> made(Caller caller, CollectionRef collection, List<Matching.Query> queries) {
        boolean made = false;
        try {
            List<Matching.Matches> matches = matching.lookup(caller, collection, queries);
            made = true;
            return matches;
        } finally {
            if (!made) {
                count.giveBack(caller, queries.size());
            }
        }
    }

    @GET
    @Path("/{type}/{prefix}")
    @Produces(MediaType.TEXT_PLAIN)
    @Uncompressed
    @Operation(
            summary = "All values with a prefix",
            description =
                    "Every live value that begins with five hexadecimal digits, as `suffix:tier` lines, sorted: hash at"
                            + " home, ask for the first five digits (of a `text_tlsh` those after T1) and look for the rest in the"
                            + " answer. With `Add-Padding: true` there are decoys between them, so that the length tells nobody on the"
                            + " way how many there are: the lines are a multiple of 100, at least 100. A line whose word begins with"
                            + " `decoy` is one, and is to be ignored.")
    @APIResponse(
            responseCode = "200",
            description = "The lines; none when nothing has the prefix and no padding was asked for.",
            headers = @Header(name = "ETag", description = "Changes with the feed"),
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "The feed has not changed since the `ETag` in `If-None-Match`.")
    @APIResponse(responseCode = "429", description = "The client's lookups of the day are used up; see `Retry-After`.")
    public Response range(
            @PathParam("collection") String slug,
            @Parameter(example = "image_md5") @PathParam("type") String type,
            @Parameter(example = "21bd1", description = "Five hexadecimal digits") @PathParam("prefix") String prefix,
            @Parameter(description = "Whether to hide how many values there are")
                    @HeaderParam("Add-Padding")
                    @DefaultValue("false")
                    boolean padded,
            @Context Request request) {
        Caller caller = current.get();
        CollectionRef collection = members.readable(caller, slug);
        PrefixRange range = PrefixRange.parse(type, prefix);
        count.take(caller, 1);
        count.asked(caller, collection, range);
        LiveValues.Range found = values.range(caller, collection, range.type().wire(), range.first(), range.last());
        EntityTag tag = new EntityTag(found.position() + "-" + HexFormat.of().formatHex(found.chain(), 0, 8), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response = unchanged != null ? unchanged : Response.ok(text(range, found, padded));
        return response.tag(tag)
                .header("Cache-Control", CACHED)
                .header("Vary", "Add-Padding, Authorization")
                .build();
    }

    private String text(PrefixRange range, LiveValues.Range found, boolean padded) {
        if (!padded) {
            return range.lines(found.values());
        }
        byte[] decoys = new byte
                [PrefixRange.decoys(found.values().size()) * range.type().byteLength()];
        random.nextBytes(decoys);
        return range.paddedLines(found.values(), decoys);
    }
}
