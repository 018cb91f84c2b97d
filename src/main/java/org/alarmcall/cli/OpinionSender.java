package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Sends opinions. To send one twice does what to send it once does, so there is no journal. */
final class OpinionSender {

    private static final Pattern PLACE = Pattern.compile("^/items/[0-9]+");

    private final Server server;
    private final String collection;

    OpinionSender(Server server, String collection) {
        this.server = server;
        this.collection = collection;
    }

    /** What was not accepted, by line. */
    List<Rejection> send(OpinionBatch batch) {
        List<Rejection> rejections = new ArrayList<>(batch.unsent());
        if (!batch.items().isEmpty()) {
            collect(server.json(call(batch.items())), batch.items(), rejections);
        }
        rejections.sort(Comparator.comparingInt(Rejection::line));
        return rejections;
    }

    private Call call(List<OpinionBatch.Item> items) {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("items");
        items.forEach(item -> array.add(item.json()));
        return Call.post(
                        "/collections/" + Call.encode(collection) + "/feedback",
                        "application/json",
                        Json.line(body).getBytes(StandardCharsets.UTF_8))
                .canBeRepeated();
    }

    private static void collect(JsonNode answer, List<OpinionBatch.Item> items, List<Rejection> rejections) {
        for (JsonNode result : answer.path("results")) {
            if (!result.path("status").asText().equals("rejected")) {
                continue;
            }
            OpinionBatch.Item item = items.get(result.path("line").asInt() - 1);
            JsonNode problem = result.path("problem");
            for (JsonNode error : problem.path("errors")) {
                String pointer = PLACE.matcher(error.path("pointer").asText("")).replaceFirst("");
                rejections.add(new Rejection(
                        item.line(),
                        item.indicatorId(),
                        pointer,
                        error.path("detail").asText("")));
            }
            if (problem.path("errors").isEmpty()) {
                String reason =
                        problem.path("detail").asText(problem.path("title").asText(""));
                rejections.add(new Rejection(item.line(), item.indicatorId(), "", reason));
            }
        }
    }
}
