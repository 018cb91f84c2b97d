package org.alarmcall.indicator;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.RequiresScope;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.BodyLimit;
import org.alarmcall.platform.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes listings in. */
@Path("/api/v1/collections/{collection}/submissions")
@RequiresScope(Scope.SUBMISSIONS_WRITE)
@Tag(name = "Submitting")
class SubmissionResource {

    static final long MAX_BODY = 256L * 1024 * 1024;

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final Submissions submissions;
    private final CurrentCaller current;

    SubmissionResource(Submissions submissions, CurrentCaller current) {
        this.submissions = submissions;
        this.current = current;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON, CSV})
    @Produces(MediaType.APPLICATION_JSON)
    @BodyLimit(value = MAX_BODY, gzip = true)
    @Operation(
            summary = "Submit listings",
            description =
                    "Sends listings with their fingerprints and labels. One bad listing never sinks the others: it is "
                            + "reported in its place. A reference that was sent before replaces that listing; what staff decided "
                            + "stands when labels and indicators are the same. All that is good is stored when the answer "
                            + "arrives. The body may be compressed (`Content-Encoding: gzip`); at most 256 MiB after "
                            + "decompression, 256 KiB a listing, 50 indicators a listing.\n\nNothing in the answer depends on what "
                            + "other members have sent and is not in the feed.")
    @APIResponse(
            responseCode = "200",
            description = "What became of each listing. Everything accepted is stored.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SubmissionResult.class)))
    public Response submit(
            @Parameter(description = "Slug of the collection.") @PathParam("collection") String collection,
            @Parameter(
                            description =
                                    "1 to 200 visible ASCII characters, kept for 24 hours. The same key with the same body "
                                            + "answers what it answered first and stores nothing; with another body 422.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType type,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = ListingDocs.Submission.class)),
                                @Content(
                                        mediaType = NDJSON,
                                        schema = @Schema(implementation = ListingDocs.Listing.class)),
                                @Content(
                                        mediaType = CSV,
                                        schema = @Schema(implementation = String.class),
                                        examples = @ExampleObject(name = "csv", value = ListingDocs.CSV))
                            })
                    InputStream body)
            throws IOException {
        SubmissionAnswer answer =
                submissions.submit(current.get(), current.session(), collection, format(type), body, idempotencyKey);
        StreamingOutput json = out -> {
            try (answer) {
                answer.writeTo(out);
            }
        };
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static BodyFormat format(@Nullable MediaType type) {
        if (type == null) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because(
                    "Send Content-Type: application/json, application/x-ndjson or text/csv.");
        }
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("Only the charset UTF-8 is read.");
        }
        return BodyFormat.of(type.getType() + '/' + type.getSubtype());
    }
}
