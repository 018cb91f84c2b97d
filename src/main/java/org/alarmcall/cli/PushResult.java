package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of what was sent: of a request, or of all of a file.
 *
 * @param listings how many were sent
 * @param created indicators by what the server did with them, and so on
 */
record PushResult(
        int listings, int created, int corroborated, int duplicate, int rejected, List<Rejection> rejections) {

    static final PushResult NOTHING = new PushResult(0, 0, 0, 0, 0, List.of());

    PushResult {
        rejections = List.copyOf(rejections);
    }

    boolean hasRejected() {
        return rejected > 0 || !rejections.isEmpty();
    }

    PushResult plus(PushResult other) {
        return new PushResult(
                listings + other.listings,
                created + other.created,
                corroborated + other.corroborated,
                duplicate + other.duplicate,
                rejected + other.rejected,
                Stream.concat(rejections.stream(), other.rejections.stream()).toList());
    }

    /** The server's answer to a submission, with the lines of the original file. */
    static PushResult of(JsonNode answer, PushBatch batch) {
        List<Rejection> rejections = new ArrayList<>(batch.unsent());
        for (JsonNode listing : answer.path("results")) {
            collect(listing, batch, rejections);
        }
        JsonNode summary = answer.path("summary");
        return new PushResult(
                batch.listings(),
                summary.path("created").asInt(),
                summary.path("corroborated").asInt(),
                summary.path("duplicate").asInt(),
                summary.path("rejected").asInt() + batch.unsent().size(),
                rejections);
    }

    /** The server would have none of the request. */
    static PushResult refused(Refusal refusal, PushBatch batch) {
        List<Rejection> rejections = new ArrayList<>(batch.unsent());
        JsonNode errors = refusal.problem().path("errors");
        for (JsonNode error : errors) {
            rejections.add(new Rejection(
                    batch.originalLine(error.path("line").asInt()),
                    "",
                    error.path("pointer").asText(""),
                    error.path("detail").asText("")));
        }
        if (errors.isEmpty()) {
            rejections.add(new Rejection(batch.originalLine(1), "", "", refusal.sentence()));
        }
        return new PushResult(batch.listings(), 0, 0, 0, batch.listings(), rejections);
    }

    private static void collect(JsonNode listing, PushBatch batch, List<Rejection> rejections) {
        int line = batch.originalLine(listing.path("line").asInt());
        String reference = listing.path("reference").asText("");
        int before = rejections.size();
        addProblem(listing.path("problem"), "", line, reference, rejections);
        int index = 0;
        for (JsonNode indicator : listing.path("indicators")) {
            if (indicator.path("status").asText().equals("rejected")) {
                addProblem(indicator.path("problem"), "/indicators/" + index, line, reference, rejections);
            }
            index++;
        }
        if (rejections.size() == before && listing.path("status").asText().equals("rejected")) {
            rejections.add(new Rejection(line, reference, "", "rejected without a reason"));
        }
    }

    private static void addProblem(
            JsonNode problem, String place, int line, String reference, List<Rejection> rejections) {
        if (problem.isMissingNode() || problem.isNull()) {
            return;
        }
        for (JsonNode error : problem.path("errors")) {
            String pointer = error.path("pointer").asText("");
            rejections.add(new Rejection(
                    line,
                    reference,
                    pointer.isEmpty() ? place : pointer,
                    error.path("detail").asText("")));
        }
        if (problem.path("errors").isEmpty()) {
            String reason = problem.path("detail").asText(problem.path("title").asText(""));
            rejections.add(new Rejection(line, reference, place, reason));
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("listings", listings)
                .put("created", created)
                .put("corroborated", corroborated)
                .put("duplicate", duplicate)
                .put("rejected", rejected);
        ArrayNode array = json.putArray("rejections");
        rejections.forEach(rejection -> array.add(rejection.toJson()));
        return json;
    }

    static PushResult of(JsonNode json) {
        List<Rejection> rejections = new ArrayList<>();
        json.path("rejections").forEach(rejection -> rejections.add(Rejection.of(rejection)));
        return new PushResult(
                json.path("listings").asInt(),
                json.path("created").asInt(),
                json.path("corroborated").asInt(),
                json.path("duplicate").asInt(),
                json.path("rejected").asInt(),
                rejections);
    }
}
